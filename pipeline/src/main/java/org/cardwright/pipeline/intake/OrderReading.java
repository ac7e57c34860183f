package org.cardwright.pipeline.intake;

import java.io.IOException;
import java.nio.file.Path;
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

    /** What the product of an accepted order asks of intake. */
    CardPlan plan(CardApplication order);
}
