package org.cardwright.perso.cps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.WorkedProfile;
import org.cardwright.perso.cps.CpsRecordStream.Place;
import org.junit.jupiter.api.Test;

class CpsRecordStreamTest {

    private static final ByteString VISA = WorkedProfile.record("rec_visa.bin");
    private static final ByteString MC = WorkedProfile.record("rec_mc.bin");

    @Test
    void reads_records_back_to_back_far_beyond_its_window() throws IOException {
        List<ByteString> records = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            records.add(i % 3 == 0 ? MC : VISA);
        }

        List<Place> places = read(ByteString.concat(records));

        assertThat(places).extracting(Place::bytes).isEqualTo(records);
        assertThat(places.get(149).number()).isEqualTo(150);
        assertThat(places.get(2).offsetBytes()).isEqualTo(MC.size() + VISA.size());
    }

    @Test
    void says_which_record_is_cut_off() {
        ByteString file = ByteString.concat(VISA, MC.slice(0, MC.size() - 1));
        CpsRecordStream stream = new CpsRecordStream(new ByteArrayInputStream(file.toByteArray()));

        assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> readAll(stream));
        assertThat(stream.recordNumber()).isEqualTo(2);
    }

    @Test
    void finds_nothing_in_an_empty_file() throws IOException {
        assertThat(read(ByteString.EMPTY)).isEmpty();
    }

    private static List<Place> read(ByteString file) throws IOException {
        try (CpsRecordStream stream = new CpsRecordStream(new ByteArrayInputStream(file.toByteArray()))) {
            return readAll(stream);
        }
    }

    private static List<Place> readAll(CpsRecordStream stream) throws IOException {
        List<Place> places = new ArrayList<>();
        for (Optional<Place> next = stream.next(); next.isPresent(); next = stream.next()) {
            places.add(next.get());
        }
        return places;
    }
}
