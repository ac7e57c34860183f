package org.cardwright.pipeline.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.Pins;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.formats.issuer.IssuerFiles;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.issuer.IssuerRecord;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.screening.Screening;
import org.cardwright.pipeline.ledger.KeyPairShape;
import org.cardwright.pipeline.step.Products;

/** Reads an issuer's file by its layout and judges its orders by the products of the business day. */
public final class ProductReading implements OrderReading {

    private final IssuerLayout layout;
    private final Screening screening;
    private final Products products;
    private final NewPins pins;

    /** For one batch. */
    public ProductReading(IssuerLayout layout, Screening screening, Products products, Pins pins) {
        this.layout = layout;
        this.screening = screening;
        this.products = products;
        this.pins = new NewPins(products, pins);
    }

    @Override
    public ControlTotals checkControls(Path file) throws IOException {
        return IssuerFiles.checkControls(file, layout);
    }

    @Override
    public IssuerFile open(Path file) throws IOException {
        return IssuerFiles.open(file, layout);
    }

    /** Which of these products and segments the file orders; records that cannot be read order nothing. */
    public Set<ProductAndSegment> ordered(Path file, Set<ProductAndSegment> known) throws IOException {
        Set<ProductAndSegment> ordered = new HashSet<>();
        try (IssuerFile orders = open(file)) {
            Optional<IssuerFile.Item> item = orders.next();
            // Ends with the file, or as soon as nothing is left to be found.
            while (item.isPresent() && ordered.size() < known.size()) {
                asked(item.get()).filter(known::contains).ifPresent(ordered::add);
                item = orders.next();
            }
        }
        return ordered;
    }

    private static Optional<ProductAndSegment> asked(IssuerFile.Item item) {
        return item instanceof IssuerRecord record
                ? Optional.of(new ProductAndSegment(record.text(IssuerField.PRODUCT), record.text(IssuerField.SEGMENT)))
                : Optional.empty();
    }

    @Override
    public Screened screen(IssuerFile.Item item) {
        return screening.screen(item);
    }

    @Override
    public List<CardApplication> withPins(List<CardApplication> accepted) {
        return pins.make(accepted);
    }

    @Override
    public String pinSource(CardApplication order) {
        return pins.source(order);
    }

    @Override
    public CardPlan plan(CardApplication order) {
        EffectiveProduct product = products.of(order);
        return new CardPlan(
                Products.label(product),
                product.group(),
                product.certifyingKeys().stream().map(Products::keyName).toList(),
                product.applications().stream()
                        .flatMap(application -> application.authentication().stream())
                        .flatMap(authentication -> authentication.cardKeys().stream())
                        .map(key -> new KeyPairShape(key.bits(), key.exponent()))
                        .toList());
    }
}
