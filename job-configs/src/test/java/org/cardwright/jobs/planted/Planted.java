package org.cardwright.jobs.planted;

import java.io.IOException;
import java.nio.file.Path;
import org.cardwright.perso.file.PersoFileReader;

/** Breaks the rules of the architecture on purpose, so that the tests see them fail. */
final class Planted {

    private Planted() {}

    record CardsAreCheckedWhereTheyAreRead(Path batch) {

        PersoFileReader reader() throws IOException {
            return PersoFileReader.open(batch);
        }
    }
}
