package org.cardwright.perso.cps;

import org.cardwright.perso.GoldenFile;
import org.junit.jupiter.api.Test;

class CpsLayoutDescriptionTest {

    @Test
    void describes_the_tables_that_encode_and_decode() {
        GoldenFile.check("cps-layout.md", CpsLayoutDescription.markdown());
    }
}
