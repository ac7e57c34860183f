package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** R12: what is written and read again is the same, and what is read and written again has the same bytes. */
class RoundTripTest {

    private static final int REDUCTION = 2_000;

    @Tag("R12")
    @Row(claim = "encode-decode is the identity", wanted = "1 million random values per codec, 0 differences")
    @Test
    void every_codec_gives_back_what_it_took(Evidence evidence) throws Exception {
        List<Codecs.Codec> codecs = new Codecs(MadeBatch.of(1, Map.of("visa-sda", 2))).all();
        List<String> differences = Collections.synchronizedList(new ArrayList<>());
        long values = codecs.parallelStream()
                .mapToLong(codec -> compare(codec, evidence, differences))
                .sum();
        evidence.figure("codecs", codecs.size());
        evidence.figure("values", values);
        evidence.figure("differences", differences.size());
        List<String> found = new ArrayList<>();
        compare(new Codecs.Codec("forgetful", 1_000_000, r -> new Codecs.Pair(r.nextInt(1_000), 999)), evidence, found);
        evidence.control("a codec that forgets", found.size() == 1);
        assertThat(differences).isEmpty();
    }

    private static long compare(Codecs.Codec codec, Evidence evidence, List<String> differences) {
        int values = evidence.size(codec.values() / REDUCTION, codec.values());
        for (int i = 0; i < values; i++) {
            Codecs.Pair pair = codec.maker().of(new Random(evidence.seed() * 31 + i));
            if (!pair.before().equals(pair.after())) {
                differences.add(codec.name() + ", value " + i);
                break;
            }
        }
        if (evidence.full()) {
            System.out.println("R12 " + codec.name() + ": " + values);
        }
        return values;
    }
}
