package org.cardwright.pipeline.step;

import java.util.Optional;
import org.cardwright.formats.card.CardApplication;

/** Finds an order as it was screened, so that a finished card can be compared with what the issuer ordered. */
@FunctionalInterface
public interface OrderLookup {

    /** The orders are no longer there: the batch is closed and its data key destroyed. */
    OrderLookup NONE = orderReference -> Optional.empty();

    /** The accepted order of that reference. */
    Optional<CardApplication> find(String orderReference);
}
