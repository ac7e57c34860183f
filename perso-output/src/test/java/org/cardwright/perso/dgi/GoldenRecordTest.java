package org.cardwright.perso.dgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.prepare.PreparedCard;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From product XML to the published records, byte for byte. */
class GoldenRecordTest {

    @TempDir
    private static Path directory;

    private static SecurityModule module;

    @BeforeAll
    static void openModule() {
        module = new GoldenModule(GoldenModule.open(directory));
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @Test
    void the_visa_like_product_gives_the_published_record() {
        assertThat(record("golden-visa", "visa").toHex()).isEqualTo(CpsProfilesFile.text("visa.record"));
        assertThat(record("golden-visa", "visa").toByteArray()).isEqualTo(SampleData.vectors("rec_visa.bin"));
    }

    @Test
    void the_mastercard_like_product_gives_the_published_record() {
        assertThat(record("golden-mc", "mc").toHex()).isEqualTo(CpsProfilesFile.text("mc.record"));
        assertThat(record("golden-mc", "mc").toByteArray()).isEqualTo(SampleData.vectors("rec_mc.bin"));
    }

    @Test
    void another_pin_changes_the_pin_data_grouping_only() {
        ByteString published = record("golden-visa", "visa");
        ByteString other = encode(GoldenOrders.published(module).prepared("golden-visa", "visa", "1235"));
        int from = 0x0484 + 3;
        int to = 0x048F;
        assertThat(other.size()).isEqualTo(published.size());
        assertThat(other.slice(0, from)).isEqualTo(published.slice(0, from));
        assertThat(other.slice(from, to)).isNotEqualTo(published.slice(from, to));
        assertThat(other.slice(to)).isEqualTo(published.slice(to));
    }

    private static ByteString record(String product, String section) {
        return encode(GoldenOrders.published(module).prepared(product, section, "1234"));
    }

    private static ByteString encode(PreparedCard card) {
        return CpsRecordCodec.encode(new DgiAssembler().record(card));
    }
}
