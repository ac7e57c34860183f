package org.cardwright.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.pipeline.ledger.NotReconciledException;
import org.cardwright.pipeline.ledger.RunLostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DuplicateKeyException;

class ContentFreeTest {

    private static final String QUOTED = "cannot parse 9999990000000014";

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IllegalStateException(QUOTED), StepFailure.Kind.INTERNAL),
                Arguments.of(new NumberFormatException(QUOTED), StepFailure.Kind.INTERNAL),
                Arguments.of(new AssertionError(QUOTED), StepFailure.Kind.INTERNAL),
                Arguments.of(new IllegalArgumentException(QUOTED, new IOException(QUOTED)), StepFailure.Kind.INTERNAL),
                Arguments.of(new IOException(QUOTED), StepFailure.Kind.UNAVAILABLE),
                Arguments.of(new UncheckedIOException(new IOException(QUOTED)), StepFailure.Kind.UNAVAILABLE),
                Arguments.of(
                        new DuplicateKeyException(QUOTED, new SQLException(QUOTED, "23505")),
                        StepFailure.Kind.UNAVAILABLE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void lets_no_message_of_a_foreign_exception_out(Throwable failed, StepFailure.Kind kind) {
        StepFailure failure = fail(failed);

        assertThat(failure.kind()).isEqualTo(kind);
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).doesNotContain("9999990000000014").contains("step prepare");
    }

    @Test
    void keeps_the_words_of_our_own_exceptions() {
        assertThat(fail(new NotReconciledException("good 3, found on disk 2")))
                .hasMessage("good 3, found on disk 2")
                .extracting(StepFailure::kind)
                .isEqualTo(StepFailure.Kind.NOT_RECONCILED);
        assertThat(fail(new RunLostException("ab")).kind()).isEqualTo(StepFailure.Kind.BUSY);
        assertThat(fail(new MalformedFileException("f", "", "F-1", "a trailer")).kind())
                .isEqualTo(StepFailure.Kind.INPUT);
        assertThat(fail(new SecurityModuleException(SecurityModuleException.Kind.KEY_REFUSED, "no key"))
                        .kind())
                .isEqualTo(StepFailure.Kind.REFUSED);
        assertThat(fail(new SecurityModuleException(SecurityModuleException.Kind.UNAVAILABLE, "gone"))
                        .kind())
                .isEqualTo(StepFailure.Kind.UNAVAILABLE);
        assertThat(fail(new SecurityModuleException(SecurityModuleException.Kind.WRONG_RESULT, "wrong"))
                        .kind())
                .isEqualTo(StepFailure.Kind.NOT_RECONCILED);
    }

    private static StepFailure fail(Throwable failed) {
        return catchThrowableOfType(
                StepFailure.class,
                () -> ContentFree.run("prepare", () -> {
                    if (failed instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) failed;
                }));
    }
}
