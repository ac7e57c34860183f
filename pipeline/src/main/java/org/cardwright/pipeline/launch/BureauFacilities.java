package org.cardwright.pipeline.launch;

import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.pin.PinBlock;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.formats.screening.Facilities;
import org.cardwright.pipeline.step.Products;
import org.cardwright.pipeline.step.Surfaces;

/** What the keys of the vault and the surface layouts can take. ISO 9564-1, 9.3 and 9.4. */
record BureauFacilities(KeyInventory inventory, Products products, Surfaces surfaces) implements Facilities {

    /** A key that is not there is the matter of the linter. */
    @Override
    public boolean takesPinFormat(ProductAndSegment asked, PinBlockFormat format) {
        return products.find(asked)
                .flatMap(product -> product.ordering().pinKey())
                .flatMap(key -> inventory.find(Products.keyName(key)))
                .map(key -> PinBlock.isSentUnder(format, key.family()))
                .orElse(true);
    }

    /** So is a surface that is not there; a product without a surface shows nothing. */
    @Override
    public boolean showsLine(ProductAndSegment asked, int line) {
        return products.find(asked)
                .filter(product -> !surfaces.isMissing(product))
                .map(product -> surfaces.shows(product, "LINE_" + line))
                .orElse(true);
    }
}
