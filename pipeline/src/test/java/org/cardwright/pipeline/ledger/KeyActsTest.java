package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Acts on keys: two persons permit each content, once; nobody else's word is taken. */
class KeyActsTest {

    private static final KeyAct ACT =
            new KeyAct(KeyAct.Kind.GENERATE_ISSUER_KEY, "bank-one.issuer/2, RSA-1408", "ab".repeat(32));
    private static final KeyAct OTHER =
            new KeyAct(KeyAct.Kind.GENERATE_ISSUER_KEY, "bank-one.issuer/2, RSA-1984", "cd".repeat(32));

    private JdbcTemplate jdbc;
    private Audit audit;
    private TwoPersons persons;
    private KeyActs acts;
    private int made;
    private boolean busy;

    /** A security module of which only the number of made keys is known. */
    private final KeyActs.KeyStore keys = new KeyActs.KeyStore() {
        @Override
        public String fingerprint() {
            return HexFormat.of().toHexDigits((long) made);
        }

        @Override
        public Optional<KeyActs.Hold> hold() {
            return busy ? Optional.empty() : Optional.of(() -> {});
        }
    };

    @BeforeEach
    void two_persons_are_registered() {
        persons = new TwoPersons(keys);
        jdbc = persons.jdbc();
        audit = persons.audit();
        acts = persons.under(KeyActs.Policy.TWO_PERSONS);
        made = 0;
    }

    private List<AuditEntry> entries(AuditEvent event) {
        return audit.entries().filter(entry -> entry.event() == event).toList();
    }

    @Test
    void an_act_is_done_once_after_two_persons_permitted_it() throws IOException {
        assertThat(carryOut(ACT)).isEmpty();
        KeyPermission asked = acts.request(new KeyActs.Proposal(ACT, "new key for 9999990000000014"), login("ada", ""));
        assertThat(asked.reason()).contains("999999......0014");
        assertThat(carryOut(ACT)).isEmpty();
        acts.approve(ACT.request(), login("bob", ""));
        assertThat(carryOut(OTHER)).isEmpty();

        assertThat(carryOut(ACT)).contains(1);

        assertThat(carryOut(ACT)).isEmpty();
        assertThat(made).isEqualTo(1);
        assertThat(audit.entries(ACT.request()))
                .extracting(AuditEntry::operator, AuditEntry::event)
                .containsExactly(
                        tuple("ada", AuditEvent.KEY_ACT_REQUESTED),
                        tuple("bob", AuditEvent.KEY_ACT_APPROVED),
                        tuple("ada", AuditEvent.KEY_ACT_BEGUN),
                        tuple("ada", AuditEvent.ISSUER_KEY_GENERATED));
        assertThat(entries(AuditEvent.ISSUER_KEY_GENERATED))
                .singleElement()
                .extracting(AuditEntry::reason)
                .isEqualTo("make issuer key bank-one.issuer/2, RSA-1408, asked for by ada, approved by bob: new key for"
                        + " 999999......0014");
        assertThat(acts.all()).singleElement().extracting(KeyPermission::state).isEqualTo(KeyPermission.State.USED);
    }

    @Test
    void who_asked_cannot_approve_and_nobody_approves_twice() {
        acts.request(new KeyActs.Proposal(ACT, "new key"), login("ada", ""));
        assertThatThrownBy(() -> acts.approve(ACT.request(), login("ada", "")))
                .isInstanceOf(OperatorRefusedException.class);
        acts.approve(ACT.request(), login("bob", ""));

        assertThatThrownBy(() -> acts.approve(ACT.request(), login("bob", "")))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("is APPROVED, not REQUESTED");
        assertThatThrownBy(() -> acts.request(new KeyActs.Proposal(ACT, "again"), login("ada", "")))
                .hasMessageContaining("is approved already");
        assertThatThrownBy(() -> acts.request(new KeyActs.Proposal(OTHER, " "), login("ada", "")))
                .isInstanceOf(WrongUsageException.class);
        assertThat(acts.approve("no-such-request", login("bob", ""))).isEmpty();
    }

    @Test
    void a_work_that_fails_leaves_the_permission_and_says_that_nothing_was_done() throws IOException {
        permit();
        assertThatThrownBy(() -> acts.carryOut(because(ACT), Optional.of(login("ada", "")), () -> {
                    throw new IOException("no space");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no space");
        assertThat(audit.entries(ACT.request()))
                .extracting(AuditEntry::event, AuditEntry::success)
                .contains(tuple(AuditEvent.KEY_ACT_REFUSED, false))
                .doesNotContain(tuple(AuditEvent.ISSUER_KEY_GENERATED, true));
        assertThat(audit.entries().toList().toString()).doesNotContain("no space");

        assertThat(carryOut(ACT)).contains(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state = 'APPROVED', approved_by = 'bob'", "hash = 'x', state = 'APPROVED'"})
    void a_permission_that_nobody_gave_is_not_believed(String forged) {
        acts.request(new KeyActs.Proposal(ACT, "new key"), login("ada", ""));
        jdbc.update("update key_permission set " + forged.replace("'x'", "'" + "ef".repeat(32) + "'"));

        assertThatThrownBy(() -> carryOut(ACT))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("not as this program left it");
        assertThat(made).isZero();
    }

    @Test
    void a_permission_that_was_used_and_put_back_is_not_used_again() throws IOException {
        permit();
        Map<String, Object> row = jdbc.queryForMap("select * from key_permission");
        carryOut(ACT);
        jdbc.update("update key_permission set state = ?, seal = ?", row.get("STATE"), row.get("SEAL"));

        assertThatThrownBy(() -> carryOut(ACT))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("was used before, as the audit knows");
        assertThat(made).isEqualTo(1);
    }

    @Test
    void what_takes_one_person_still_takes_that_person() throws IOException {
        KeyAct asking = new KeyAct(KeyAct.Kind.REQUEST_CERTIFICATE, "bank-one.issuer/2", "ab".repeat(32));
        assertThat(acts.needsOperator()).isTrue();
        assertThatThrownBy(() -> acts.carryOut(because(asking), Optional.empty(), this::make))
                .isInstanceOf(OperatorRefusedException.class);
        assertThatThrownBy(() -> acts.carryOut(because(asking), Optional.of(login("bob", "")), this::make))
                .isInstanceOf(OperatorRefusedException.class);

        assertThat(carryOut(asking)).contains(1);
    }

    @Test
    void in_a_test_home_one_acts_alone_and_by_name_if_a_name_is_given() throws IOException {
        acts = persons.under(KeyActs.Policy.ALONE);

        assertThat(acts.carryOut(because(ACT), Optional.empty(), this::make)).contains(1);
        assertThat(carryOut(OTHER)).contains(2);

        List<AuditEntry> entries = audit.entries().toList();
        assertThat(entries.get(entries.size() - 3).operator()).isEqualTo(Audit.SYSTEM);
        assertThat(entries.get(entries.size() - 1).operator()).isEqualTo("ada");
        assertThat(entries.get(entries.size() - 1).reason()).isEqualTo("make issuer key bank-one.issuer/2, RSA-1984");
    }

    private void permit() {
        persons.permit(acts, ACT);
    }

    @Test
    void what_one_person_may_do_keeps_its_reason() throws IOException {
        KeyAct suspend = KeyAct.of(KeyAct.Kind.SUSPEND_KEY, "bank-one.cvk/1", List.of("bank-one.cvk/1"));
        KeyActs.Proposal lost = new KeyActs.Proposal(suspend, "seen with 9999990000000014");

        assertThat(acts.carryOut(lost, Optional.of(login("ada", "")), this::make))
                .contains(1);

        assertThat(audit.entries(suspend.request()))
                .extracting(AuditEntry::operator, AuditEntry::event, AuditEntry::reason)
                .contains(tuple("ada", AuditEvent.KEY_SUSPENDED, "suspend bank-one.cvk/1: seen with 999999......0014"));
    }

    @Test
    void a_work_that_fails_after_it_changed_the_keys_was_done() throws IOException {
        permit();
        assertThatThrownBy(() -> acts.carryOut(because(ACT), Optional.of(login("ada", "")), () -> {
                    make();
                    throw new IOException("no space");
                }))
                .hasMessage("no space");
        assertThat(entries(AuditEvent.ISSUER_KEY_GENERATED))
                .singleElement()
                .extracting(AuditEntry::reason)
                .asString()
                .endsWith("; then it failed");
        assertThat(carryOut(ACT)).isEmpty();
    }

    @Test
    void an_act_that_was_cut_off_is_found_out_by_looking_at_the_keys() throws IOException {
        for (boolean done : new boolean[] {false, true}) {
            permit();
            cutOff(ACT, done);

            assertThat(acts.resolve())
                    .singleElement()
                    .asString()
                    .isEqualTo("make issuer key bank-one.issuer/2, RSA-1408, by ada, was cut off: "
                            + (done
                                    ? "the keys have changed, it was done"
                                    : "the keys are as they were, nothing was done"));

            assertThat(acts.resolve()).isEmpty();
            AuditEntry last = entries(AuditEvent.KEY_ACT_RESOLVED).get(done ? 1 : 0);
            assertThat(last.success()).isEqualTo(done);
            assertThat(carryOut(ACT).isPresent()).as("the permission").isEqualTo(!done);
        }
    }

    @Test
    void of_an_act_that_leaves_no_trace_in_the_keys_it_is_said_that_nobody_knows() throws IOException {
        KeyAct sending = new KeyAct(KeyAct.Kind.EXPORT_KEY, "bank-one.cvk/1 to perso", "ef".repeat(32));
        acts = persons.under(KeyActs.Policy.ALONE);
        cutOff(sending, false);
        assertThat(acts.resolve().toString()).contains("send key bank-one.cvk/1 to perso", "is not known");
    }

    @Test
    void while_another_process_acts_nothing_is_begun_and_nothing_is_found_out() throws IOException {
        permit();
        cutOff(ACT, true);
        busy = true;
        assertThat(acts.resolve()).isEmpty();
        KeyAct suspend = KeyAct.of(KeyAct.Kind.SUSPEND_KEY, "bank-one.cvk/1", List.of("bank-one.cvk/1"));
        assertThatThrownBy(() -> carryOut(suspend)).isInstanceOf(DatabaseUnavailableException.class);
        busy = false;
        // what comes next is done over keys that are understood: afterwards they may look as before
        assertThat(carryOut(suspend)).isPresent();
        assertThat(entries(AuditEvent.KEY_ACT_RESOLVED)).hasSize(1);
        assertThat(acts.resolve()).isEmpty();
    }

    /** Dies in the middle: no exception is caught, nothing more is written. */
    private void cutOff(KeyAct act, boolean done) {
        assertThatThrownBy(() -> acts.carryOut(because(act), Optional.of(login("ada", "")), () -> {
                    made += done ? 1 : 0;
                    throw new Halted();
                }))
                .isInstanceOf(Halted.class);
    }

    private static final class Halted extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static KeyActs.Proposal because(KeyAct act) {
        return new KeyActs.Proposal(act, "");
    }

    private Optional<Integer> carryOut(KeyAct act) throws IOException {
        return acts.carryOut(because(act), Optional.of(login("ada", "")), this::make);
    }

    private int make() {
        return ++made;
    }

    private static OperatorLogin login(String who, String before) {
        return TwoPersons.login(who, before);
    }
}
