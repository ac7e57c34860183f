package org.cardwright.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.queue.CardAnswer.Outcome;
import org.cardwright.machine.queue.ResultForm.Column;
import org.cardwright.machine.queue.ResultForm.Words;
import org.junit.jupiter.api.Test;

class ResultReaderTest {

    private static final ResultForm FORM = new ResultForm(
            ".res",
            ';',
            List.of(Column.JOB, Column.SEQUENCE, Column.OUTCOME, Column.ERROR, Column.PLASTIC),
            new Words(Optional.empty(), Set.of("OK", "GOOD"), Set.of("REJECT")),
            true,
            "END");

    private static Optional<ResultReader.Result> read(String text) {
        return ResultReader.read(FORM, "J1", ByteString.ascii(text));
    }

    @Test
    void every_row_says_what_became_of_a_card() {
        ResultReader.Result result =
                read("job;seq;outcome;error;plastic\r\nJ1;1;OK;;P-1\r\nJ1;2;REJECT;012;\r\nJ1;3;JAM;;\r\nEND;3\r\n")
                        .orElseThrow();
        assertThat(result.answers())
                .containsExactly(
                        new CardAnswer(1, "", Outcome.OK, "", "P-1"),
                        new CardAnswer(2, "", Outcome.REJECT, "012", ""),
                        new CardAnswer(3, "", Outcome.UNKNOWN, "", ""));
        assertThat(result.foreign()).isZero();
    }

    @Test
    void a_file_torn_at_any_byte_says_nothing() {
        String whole = "h\r\nJ1;1;OK;;P-1\r\nJ1;2;REJECT;012;\r\nEND;2\r\n";
        for (int cut = 0; cut < whole.length(); cut++) {
            assertThat(read(whole.substring(0, cut)))
                    .as("first " + cut + " bytes")
                    .isEmpty();
        }
        assertThat(read(whole)).isPresent();
        assertThat(read(whole.replace("END;2", "END;3"))).isEmpty();
    }

    @Test
    void rows_that_are_not_ours_are_counted_and_not_believed() {
        ResultReader.Result result =
                read("h\nJ2;1;OK;;P\nJ1;x;OK;;P\nJ1;1;OK\nJ1;1;OK;;9999990000000018\nJ1;1;OK;a b;\nJ1;1;OK;;9999-9900-0000-0014\nEND;6\n")
                        .orElseThrow();
        assertThat(result.answers()).isEmpty();
        assertThat(result.foreign()).isEqualTo(6);
    }

    @Test
    void a_file_may_say_the_same_of_all_its_rows() {
        ResultForm returned = new ResultForm(
                ".ret",
                ',',
                List.of(Column.REFERENCE),
                new Words(Optional.of(Outcome.OK), Set.of(), Set.of()),
                false,
                "T");
        assertThat(ResultReader.read(returned, "J1", ByteString.ascii("R-1\nR-2\nT,2\n"))
                        .orElseThrow()
                        .answers())
                .containsExactly(
                        new CardAnswer(0, "R-1", Outcome.OK, "", ""), new CardAnswer(0, "R-2", Outcome.OK, "", ""));
    }
}
