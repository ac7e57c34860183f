package org.cardwright.pipeline.launch;

import java.util.function.BiPredicate;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.pin.PinBlock;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.pipeline.step.Products;

/** True when the PIN key that the issuer's product names has the cipher of a PIN block format. ISO 9564-1, 9.3 and 9.4. */
record PinFormats(KeyInventory inventory, Products products) implements BiPredicate<ProductAndSegment, PinBlockFormat> {

    @Override
    public boolean test(ProductAndSegment asked, PinBlockFormat format) {
        return products.find(asked)
                .flatMap(product -> product.ordering().pinKey())
                .flatMap(key -> inventory.find(Products.keyName(key)))
                .map(key -> PinBlock.isSentUnder(format, key.family()))
                .orElse(true);
    }
}
