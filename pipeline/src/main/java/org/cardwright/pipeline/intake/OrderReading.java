package org.cardwright.pipeline.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.formats.issuer.IssuerFile;

/** Port: how the orders of one issuer are read and judged on the business day of a batch. */
public interface OrderReading {

    /**
     * Reads the whole file once: structure, count, totals.
     *
     * @throws org.cardwright.formats.MalformedFileException when the file is refused as a whole
     */
    ControlTotals checkControls(Path file) throws IOException;

    /** Opens the file to read its orders. */
    IssuerFile open(Path file) throws IOException;

    /** Judges what was read; depends on the record and the business day alone. Called by several threads. */
    Screened screen(IssuerFile.Item item);

    /**
     * The accepted orders with the PINs that are made for them here, in their order; asked once for each order, and what it answers is
     * staged with the order before anything uses it.
     *
     * @throws org.cardwright.crypto.module.SecurityModuleException when the module makes none
     */
    default List<CardApplication> withPins(List<CardApplication> accepted) {
        return accepted;
    }

    /** How the PIN of an accepted order is made here and under which keys, in the words of the audit; empty when it is not made here. */
    default String pinSource(CardApplication order) {
        return "";
    }

    /** What the product of an accepted order asks of intake. */
    CardPlan plan(CardApplication order);
}
