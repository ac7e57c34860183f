package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.jobs.scorecard.answers.AnswerCheck;
import org.cardwright.jobs.scorecard.answers.KnownAnswer;
import org.cardwright.jobs.scorecard.answers.KnownAnswers;
import org.cardwright.jobs.scorecard.answers.OutOfScope;
import org.cardwright.jobs.scorecard.answers.Wycheproof;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R20: the product gives every published cryptographic answer, and no altered input gives it. */
class KnownAnswerTest {

    /** A folder with the test vectors of project Wycheproof, {@code -Dwycheproof=DIR}. */
    private static final String FOLDER = System.getProperty("wycheproof", "");

    @Tag("R20")
    @Row(
            claim = "known crypto answers",
            wanted = "all published examples and, where a folder is given, Wycheproof; at least 3 invalid per valid")
    @Test
    void every_published_answer_comes_out_and_no_altered_one(Evidence evidence) throws Exception {
        AnswerCheck check = new AnswerCheck(evidence.size(6, 64));
        List<AnswerCheck.Found> found =
                KnownAnswers.all().parallelStream().map(check::check).toList();
        int valid = found.stream().mapToInt(AnswerCheck.Found::valid).sum();
        int invalid = found.stream().mapToInt(AnswerCheck.Found::invalid).sum();
        List<String> faults = new ArrayList<>();
        found.forEach(each -> faults.addAll(each.faults()));
        evidence.figure("answers as published", valid);
        evidence.figure("altered inputs refused or answered otherwise", invalid);
        evidence.figure("faults", faults.size());
        faults.addAll(wycheproof(evidence));

        KnownAnswer answer = KnownAnswers.all().get(0);
        evidence.control(
                "an answer with a wrong digit", !faults(check, wrong(answer)).isEmpty());
        evidence.control(
                "a value that does not depend on its inputs",
                !faults(check, deaf(answer)).isEmpty());
        assertThat(faults).isEmpty();
        assertThat(valid).isEqualTo(found.size());
        assertThat(invalid).isGreaterThanOrEqualTo(AnswerCheck.FEWEST_INVALID * valid);
    }

    @Test
    void every_vector_is_computed_or_out_of_scope_with_a_reason() {
        Set<String> computed =
                KnownAnswers.all().stream().map(KnownAnswer::name).collect(Collectors.toSet());
        for (PublishedVector vector : PublishedVector.all()) {
            assertThat(computed.contains(vector.name())
                            ^ OutOfScope.reason(vector).isPresent())
                    .as("%s is computed, or has a reason why not, and not both", vector)
                    .isTrue();
        }
        assertThat(PublishedVector.all().stream().filter(v -> computed.contains(v.name())))
                .hasSizeGreaterThan(180);
    }

    /** A few tests of the real file aes_cmac_test.json, so that the reader is known to read before a folder is there. */
    @Test
    void reads_files_of_wycheproof(@TempDir Path folder) throws Exception {
        String file = """
                {"algorithm" : "AES-CMAC", "testGroups" : [{"keySize" : 128, "source" : {"name" : "x"}, "tests" : [
                  {"tcId" : 1, "key" : "e34f15c7bd819930fe9d66e0c166e61c", "msg" : "",
                   "tag" : "d47afca1d857a5933405b1eb7a5cb7af", "result" : "valid", "flags" : []},
                  {"tcId" : 2, "key" : "e1e726677f4893890f8c027f9d8ef80d", "msg" : "3f",
                   "tag" : "15f856bbed3b321952a584b3c4437a63", "result" : "valid", "flags" : []},
                  {"tcId" : 21, "comment" : "Flipped bit 0 in tag", "key" : "000102030405060708090a0b0c0d0e0f",
                   "msg" : "", "tag" : "96dd6e5a882cbd564c39ae7d1c5a31aa", "result" : "invalid", "flags" : []}]}]}
                """;
        Files.writeString(folder.resolve("aes_cmac_test.json"), file);
        assertThat(new Wycheproof(folder).run()).isEqualTo(new Wycheproof.Found(3, 1, List.of()));
        Files.writeString(folder.resolve("aes_cmac_test.json"), file.replace("96dd6e", "97dd6e"));
        assertThat(new Wycheproof(folder).run().faults()).containsExactly("aes_cmac_test.json 21 must be invalid");
    }

    private static List<String> wycheproof(Evidence evidence) throws Exception {
        if (FOLDER.isEmpty()) {
            evidence.progress("Wycheproof skipped: -Dwycheproof= names no folder");
            return List.of();
        }
        Wycheproof.Found found = new Wycheproof(Path.of(FOLDER)).run();
        evidence.figure("tests of Wycheproof", found.tests());
        evidence.figure("of these invalid", found.invalid());
        return found.faults();
    }

    private static List<String> faults(AnswerCheck check, KnownAnswer answer) {
        return check.check(answer).faults();
    }

    private static KnownAnswer wrong(KnownAnswer answer) {
        return new KnownAnswer(
                answer.name(), answer.inputs(), Map.of("mk", "0".repeat(32)), answer.calculation(), answer.unheard());
    }

    private static KnownAnswer deaf(KnownAnswer answer) {
        return new KnownAnswer(
                answer.name(), answer.inputs(), answer.outputs(), given -> answer.outputs(), answer.unheard());
    }
}
