package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.jobs.command.KeysCommand;
import org.cardwright.jobs.command.PrepareCommand;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.pipeline.ledger.DatabaseUnavailableException;
import org.cardwright.pipeline.ledger.OperatorRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The top command: usage, version, and how a failure is told. */
class CardwrightTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_missing_command_is_wrong_usage() {
        assertThat(run(Cardwright.commandLine())).isEqualTo(64);
        assertThat(err.toString()).startsWith("Missing command").contains("Usage: cardwright");
    }

    @Test
    void an_unknown_command_is_wrong_usage() {
        assertThat(run(Cardwright.commandLine(), "embosss")).isEqualTo(64);
    }

    @Test
    void an_unknown_option_of_a_command_is_wrong_usage() {
        assertThat(run(failing(null), "fail", "--no-such-option")).isEqualTo(64);
    }

    @Test
    void every_command_takes_a_home() {
        assertThat(leaves(Cardwright.commandLine())
                        .filter(leaf -> !leaf.getCommandName().equals("help")))
                .hasSizeGreaterThan(15)
                .allSatisfy(leaf -> assertThat(leaf.getCommandSpec().findOption("--home"))
                        .as(leaf.getCommandName())
                        .isNotNull());
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(CardwrightTest::leaves);
    }

    @Test
    void version_names_the_program() {
        assertThat(run(Cardwright.commandLine(), "--version")).isZero();
        assertThat(out.toString()).startsWith("cardwright ");
    }

    @Test
    void a_call_reads_the_options_of_no_command_but_its_own() {
        assertThat(Cardwright.needed("--version")).isEmpty();
        assertThat(Cardwright.needed("prepare", "--help")).containsExactly(PrepareCommand.class);
        assertThat(Cardwright.needed("keys", "list")).containsExactly(KeysCommand.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "help", "help prepare", "prepara", "--version prepare"})
    void help_and_words_that_name_no_command_see_all_of_them(String words) {
        assertThat(Cardwright.needed(words.split(" "))).contains(PrepareCommand.class, KeysCommand.class);
    }

    @Test
    void every_command_is_found_by_its_name_alone() {
        assertThat(Cardwright.commandLine().getSubcommands().keySet())
                .hasSizeGreaterThan(15)
                .filteredOn(name -> !name.equals("help"))
                .allSatisfy(name -> assertThat(
                                Cardwright.commandLine(Cardwright.needed(name)).getSubcommands())
                        .containsOnlyKeys(name));
    }

    @Test
    void help_lists_the_exit_codes() {
        assertThat(run(Cardwright.commandLine(), "--help")).isZero();
        assertThat(out.toString()).contains("65   input refused").contains("75   try again later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999990000000014", "keys 9999990000000014", "batch show --json=9999990000000014 a"})
    void a_card_number_among_words_that_are_not_understood_is_masked(String words) {
        assertThat(run(Cardwright.commandLine(), words.split(" "))).isEqualTo(64);
        assertThat(err.toString()).contains("999999......0014").doesNotContain("9999990000000014");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConfigurationException("no such product"), 65),
                Arguments.of(new DatabaseUnavailableException("in use", new IOException()), 75),
                Arguments.of(new IOException("disk"), 75),
                Arguments.of(new OperatorRefusedException("not registered"), 77),
                Arguments.of(failed(SecurityModuleException.Kind.KEY_REFUSED), 77),
                Arguments.of(failed(SecurityModuleException.Kind.UNAVAILABLE), 75),
                Arguments.of(failed(SecurityModuleException.Kind.WRONG_RESULT), 70),
                Arguments.of(new IllegalStateException("broken"), 70));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_has_its_exit_code(Exception failure, int exitCode) {
        assertThat(run(failing(failure), "fail")).isEqualTo(exitCode);
    }

    @Test
    void our_own_failure_is_one_line() {
        run(failing(new ConfigurationException("product gold: no risk profile")), "fail");
        assertThat(err.toString()).isEqualToIgnoringNewLines("cardwright: product gold: no risk profile");
    }

    @Test
    void a_missing_file_is_named() {
        run(failing(new NoSuchFileException("orders.csv")), "fail");
        assertThat(err.toString()).isEqualToIgnoringNewLines("cardwright: NoSuchFileException: orders.csv");
    }

    @Test
    void a_card_number_in_the_name_of_a_missing_file_is_masked() {
        run(failing(new NoSuchFileException("in/card-9999990000000014.csv")), "fail");
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("cardwright: NoSuchFileException: in/card-999999......0014.csv");
    }

    @Test
    void a_foreign_message_is_never_shown_but_its_place_is() {
        Exception quotes =
                new IllegalStateException("outer", new NumberFormatException("For input \"9999990000000014\""));
        run(failing(quotes), "fail");
        assertThat(err.toString())
                .doesNotContain("9999990000000014")
                .contains("caused by java.lang.NumberFormatException")
                .contains("at org.cardwright.jobs.CardwrightTest.");
    }

    @Test
    void an_error_is_our_bug_and_its_message_is_never_shown() {
        assertThat(run(failing(new OutOfMemoryError("9999990000000014")), "fail"))
                .isEqualTo(70);
        assertThat(err.toString()).doesNotContain("9999990000000014").contains("caused by java.lang.OutOfMemoryError");
    }

    private int run(CommandLine command, String... args) {
        return command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }

    private static SecurityModuleException failed(SecurityModuleException.Kind kind) {
        return new SecurityModuleException(kind, "key IMK-AC");
    }

    private static CommandLine failing(Throwable failure) {
        return Cardwright.commandLine().addSubcommand(new Failing(failure));
    }

    @Command(name = "fail")
    private record Failing(Throwable failure) implements Callable<Integer> {

        @Override
        public Integer call() throws Exception {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        }
    }
}
