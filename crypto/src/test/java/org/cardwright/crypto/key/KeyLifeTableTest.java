package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of {@code docs/key-life.md} say what the program does: every state, every operation, every day, every step. */
class KeyLifeTableTest {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 10);
    private static final LocalDate UNTIL = LocalDate.of(2027, 1, 9);
    private static final LocalDate READ_UNTIL = LocalDate.of(2030, 1, 9);
    private static final KeyName NAME = KeyName.of("bank-one.cvk");
    private static final List<KeyOperation> COLUMNS = List.of(KeyOperation.values());

    /** A line of the table: when, and what each operation gets. */
    record Line(KeyState state, LocalDate day, List<String> answers) {}

    static List<Line> lines() throws IOException {
        return rows("what it may do").flatMap(KeyLifeTableTest::lines).toList();
    }

    /** The first and the last day of what a row is about. */
    private static Stream<Line> lines(List<String> row) {
        KeyState state = KeyState.valueOf(row.get(0));
        List<LocalDate> days = switch (row.get(1)) {
            case "before the first day" -> List.of(LocalDate.of(2020, 1, 1), FROM.minusDays(1));
            case "until the last day" -> List.of(FROM, UNTIL);
            case "until the last day of reading" -> List.of(UNTIL.plusDays(1), READ_UNTIL);
            case "later" -> List.of(READ_UNTIL.plusDays(1), LocalDate.of(2099, 1, 1));
            case "any" -> List.of(FROM.minusDays(1), FROM, UNTIL.plusDays(1), READ_UNTIL.plusDays(1));
            default -> throw new IllegalArgumentException(row.get(1));
        };
        return days.stream().map(day -> new Line(state, day, row.subList(2, row.size())));
    }

    @Test
    void the_table_names_every_state_and_every_operation() throws IOException {
        assertThat(lines().stream().map(Line::state)).contains(KeyState.values());
        assertThat(lines()).allSatisfy(line -> assertThat(line.answers()).hasSameSizeAs(COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_key_does_what_the_table_says(Line line) {
        for (int column = 0; column < COLUMNS.size(); column++) {
            Optional<KeyRefusedException> refusal = key(line.state()).refusal(COLUMNS.get(column), line.day());
            String answer =
                    refusal.map(refused -> refused.isPassing() ? "waits" : "no").orElse("yes");
            assertThat(answer)
                    .as("%s %s", line, COLUMNS.get(column))
                    .isEqualTo(line.answers().get(column));
            refusal.ifPresent(refused -> assertThat(refused).hasMessageContaining(NAME.toString()));
        }
    }

    @Test
    void a_key_without_days_does_what_its_state_allows_on_every_day() {
        for (KeyState state : KeyState.values()) {
            for (KeyOperation operation : COLUMNS) {
                boolean allowed = operation
                        .refusal(NAME, state, term(state, Cryptoperiod.UNLIMITED), LocalDate.of(2999, 1, 1))
                        .isEmpty();
                assertThat(allowed).isEqualTo(operation.isAllowedIn(state));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(KeyState.class)
    void a_state_leads_where_the_table_says(KeyState state) throws IOException {
        List<String> listed = rows("where it may go")
                .filter(row -> row.get(0).equals(state.name()))
                .findFirst()
                .orElseThrow();
        String allowed = Arrays.stream(KeyState.values())
                .filter(state::mayBecome)
                .map(KeyState::name)
                .collect(Collectors.joining(", "));
        assertThat(listed)
                .containsExactly(state.name(), state.custodian().name(), allowed.isEmpty() ? "nowhere" : allowed);
    }

    @Test
    void the_standard_periods_are_those_of_the_table() throws IOException {
        for (List<String> row : rows("how long").toList()) {
            StandardPeriod standard = StandardPeriod.valueOf(row.get(0));
            Cryptoperiod period = standard.from(FROM);
            assertThat(period.protectUntil()
                            .map(last ->
                                    last.plusDays(1).minusYears(FROM.getYear()).getYear()))
                    .isEqualTo(years(row.get(1)));
            assertThat(period.processUntil()
                            .map(last ->
                                    last.plusDays(1).minusYears(FROM.getYear()).getYear()))
                    .isEqualTo(years(row.get(2)));
            List<String> purposes = Arrays.stream(KeyPurpose.values())
                    .filter(purpose -> StandardPeriod.of(purpose) == standard)
                    .map(purpose -> purpose.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();
            assertThat(row.get(3).split(", ")).containsExactlyInAnyOrderElementsOf(purposes);
        }
        assertThat(rows("how long")).hasSameSizeAs(StandardPeriod.values());
    }

    private static Optional<Integer> years(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(Integer.valueOf(text));
    }

    @Test
    void a_key_that_waits_goes_back_only_to_where_it_came_from() {
        KeyAttributes waiting = key(KeyState.COMPROMISED).awaitingDestruction(UNTIL);
        assertThatThrownBy(() -> waiting.becoming(KeyState.DEACTIVATED))
                .hasMessage(NAME + " is PENDING_DESTRUCTION and cannot become DEACTIVATED");
        assertThat(waiting.becoming(KeyState.COMPROMISED)).isEqualTo(key(KeyState.COMPROMISED));
    }

    @Test
    void a_key_is_destroyed_on_its_day_and_not_before() {
        KeyAttributes waiting = key(KeyState.DEACTIVATED).awaitingDestruction(UNTIL);
        assertThatThrownBy(() -> waiting.destroyed(UNTIL.minusDays(1)))
                .isInstanceOfSatisfying(
                        KeyRefusedException.class,
                        early -> assertThat(early.isPassing()).isTrue())
                .hasMessage(NAME + " may be destroyed from " + UNTIL + " on");
        assertThat(waiting.destroyed(UNTIL).state()).isEqualTo(KeyState.DESTROYED);
        assertThatThrownBy(() -> key(KeyState.ACTIVE).destroyed(UNTIL)).isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> waiting.becoming(KeyState.DESTROYED)).isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> waiting.limitedTo(Cryptoperiod.UNLIMITED)).isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void a_key_that_comes_into_use_gets_the_standard_period_unless_it_has_one() {
        KeyAttributes plain = key(KeyState.ACTIVE).limitedTo(Cryptoperiod.UNLIMITED);
        assertThat(plain.startedOn(FROM).term().period()).isEqualTo(StandardPeriod.AUTHENTICATION.from(FROM));
        assertThat(key(KeyState.ACTIVE).startedOn(READ_UNTIL)).isEqualTo(key(KeyState.ACTIVE));
    }

    @Test
    void days_that_contradict_each_other_are_refused() {
        assertThatThrownBy(() -> period(UNTIL, FROM, READ_UNTIL)).hasMessageContaining("ends before it begins");
        assertThatThrownBy(() -> period(FROM, READ_UNTIL, UNTIL)).hasMessageContaining("no longer than");
        assertThatThrownBy(() -> new Cryptoperiod(Optional.of(UNTIL), Optional.empty(), Optional.of(FROM)))
                .hasMessageContaining("ends before it begins");
        assertThatThrownBy(() -> period(LocalDate.MIN, UNTIL, READ_UNTIL)).hasMessageContaining("lie between");
        assertThatThrownBy(() -> period(FROM, UNTIL, LocalDate.MAX)).hasMessageContaining("lie between");
        assertThat(period(FROM, FROM, FROM).isLimited()).isTrue();
    }

    @Test
    void alarms_come_at_90_30_and_7_days_and_at_the_end() {
        Cryptoperiod period = key(KeyState.ACTIVE).term().period();
        assertThat(KeyAlarm.of(KeyState.ACTIVE, period, UNTIL.minusDays(91))).isEqualTo(KeyAlarm.NONE);
        assertThat(KeyAlarm.of(KeyState.ACTIVE, period, UNTIL.minusDays(90))).isEqualTo(KeyAlarm.DAYS_90);
        assertThat(KeyAlarm.of(KeyState.ACTIVE, period, UNTIL.minusDays(30))).isEqualTo(KeyAlarm.DAYS_30);
        assertThat(KeyAlarm.of(KeyState.ACTIVE, period, UNTIL.minusDays(7))).isEqualTo(KeyAlarm.DAYS_7);
        assertThat(KeyAlarm.of(KeyState.ACTIVE, period, UNTIL)).isEqualTo(KeyAlarm.DAYS_7);
        assertThat(KeyAlarm.of(KeyState.ACTIVE, period, UNTIL.plusDays(1))).isEqualTo(KeyAlarm.PROTECTS_NO_MORE);
        assertThat(KeyAlarm.of(KeyState.DEACTIVATED, period, UNTIL.plusDays(1))).isEqualTo(KeyAlarm.NONE);
        assertThat(KeyAlarm.of(KeyState.DEACTIVATED, period, READ_UNTIL)).isEqualTo(KeyAlarm.DAYS_7);
        assertThat(KeyAlarm.of(KeyState.DEACTIVATED, period, READ_UNTIL.plusDays(1)))
                .isEqualTo(KeyAlarm.OVER);
        assertThat(KeyAlarm.of(KeyState.DESTROYED, period, READ_UNTIL.plusDays(1)))
                .isEqualTo(KeyAlarm.NONE);
        assertThat(KeyAlarm.of(KeyState.ACTIVE, Cryptoperiod.UNLIMITED, UNTIL)).isEqualTo(KeyAlarm.NONE);
    }

    private static Cryptoperiod period(LocalDate from, LocalDate until, LocalDate readUntil) {
        return new Cryptoperiod(Optional.of(from), Optional.of(until), Optional.of(readUntil));
    }

    private static KeyTerm term(KeyState state, Cryptoperiod period) {
        KeyTerm term = KeyTerm.of(period);
        return state == KeyState.PENDING_DESTRUCTION
                ? term.awaiting(new KeyTerm.Destruction(UNTIL, KeyState.DEACTIVATED))
                : term;
    }

    private static KeyAttributes key(KeyState state) {
        return new KeyAttributes(
                NAME,
                KeyPurpose.CVK,
                KeyAlgorithm.TDES,
                112,
                KeyDirection.NONE,
                state,
                false,
                new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("08D7B4")),
                KeyCustody.UNKNOWN,
                term(state, period(FROM, UNTIL, READ_UNTIL)));
    }

    /** The cells of the table under a heading, without its head. */
    private static Stream<List<String>> rows(String heading) throws IOException {
        String text = Files.readString(Path.of("..", "docs", "key-life.md"));
        int at = text.indexOf("## " + Character.toUpperCase(heading.charAt(0)) + heading.substring(1));
        assertThat(at).isNotNegative();
        return text.substring(at)
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
    }
}
