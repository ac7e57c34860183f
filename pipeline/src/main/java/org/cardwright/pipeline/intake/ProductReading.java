package org.cardwright.pipeline.intake;

import java.io.IOException;
import java.nio.file.Path;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.formats.issuer.IssuerFiles;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.screening.Screening;
import org.cardwright.pipeline.step.Products;

/** Reads an issuer's file by its layout and judges its orders by the products of the business day. */
public final class ProductReading implements OrderReading {

    private final IssuerLayout layout;
    private final Screening screening;
    private final Products products;

    /** For one batch. */
    public ProductReading(IssuerLayout layout, Screening screening, Products products) {
        this.layout = layout;
        this.screening = screening;
        this.products = products;
    }

    @Override
    public ControlTotals checkControls(Path file) throws IOException {
        return IssuerFiles.checkControls(file, layout);
    }

    @Override
    public IssuerFile open(Path file) throws IOException {
        return IssuerFiles.open(file, layout);
    }

    @Override
    public Screened screen(IssuerFile.Item item) {
        return screening.screen(item);
    }

    @Override
    public CardPlan plan(CardApplication order) {
        EffectiveProduct product = products.of(order);
        return new CardPlan(
                Products.label(product),
                product.group(),
                product.certifyingKeys().stream().map(Products::keyName).toList());
    }
}
