package org.cardwright.pipeline.intake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.Pins.NewPinRequest;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.profile.NewPinProfile;
import org.cardwright.pipeline.step.Products;

/**
 * Gives orders the PINs that the security module makes for them, each as a block under a storage key of the module.
 *
 * <p>Assigned at intake, in the transaction that accepts the order, and staged with it: whatever is killed afterwards finds the PIN there,
 * and none is made twice for one card.
 */
final class NewPins {

    private final Products products;
    private final Pins pins;

    NewPins(Products products, Pins pins) {
        this.products = products;
        this.pins = pins;
    }

    /** The same orders, in their order; those of products without new PINs as they came. */
    List<CardApplication> make(List<CardApplication> accepted) {
        List<NewPinRequest> requests = accepted.stream()
                .flatMap(
                        order -> products.of(order).ordering().newPin().stream().map(pin -> request(order, pin)))
                .toList();
        if (requests.isEmpty()) {
            return accepted;
        }
        List<EncryptedPinBlock> blocks = pins.newPins(requests);
        if (blocks.size() != requests.size() || Set.copyOf(blocks).size() != blocks.size()) {
            // 64 random bits are in each: two that are one come from a module that is stuck
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.WRONG_RESULT, "the security module gave two orders one PIN block");
        }
        Iterator<EncryptedPinBlock> made = blocks.iterator();
        List<CardApplication> orders = new ArrayList<>(accepted.size());
        for (CardApplication order : accepted) {
            boolean asked = products.of(order).ordering().newPin().isPresent();
            orders.add(asked ? order.with(made.next()) : order);
        }
        return orders;
    }

    /** In the words of the audit: source and keys; empty for orders whose PIN comes from the issuer. */
    String source(CardApplication order) {
        return products.of(order)
                .ordering()
                .newPin()
                .map(pin -> "random under " + pin.storageKey())
                .orElse("");
    }

    private static NewPinRequest request(CardApplication order, NewPinProfile pin) {
        return new NewPinRequest(
                order.orderReference() + "/PIN", pin.source(), order.pan(), Products.keyName(pin.storageKey()));
    }
}
