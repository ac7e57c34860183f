package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.Optional;
import org.cardwright.crypto.module.SecurityModuleException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Acts that leave the keys as they were: what they did outside is not known here, and the audit names who tried. */
class UnseenKeyActsTest {

    /** Keys that never change. */
    private static final KeyActs.KeyStore KEYS = new KeyActs.KeyStore() {
        @Override
        public String fingerprint() {
            return "00".repeat(8);
        }

        @Override
        public Optional<KeyActs.Hold> hold() {
            return Optional.of(() -> {});
        }
    };

    private TwoPersons persons;
    private KeyActs acts;

    @BeforeEach
    void two_persons_are_registered() {
        persons = new TwoPersons(KEYS);
        acts = persons.under(KeyActs.Policy.TWO_PERSONS);
    }

    private static Optional<OperatorLogin> ada() {
        return Optional.of(TwoPersons.login("ada", ""));
    }

    private Optional<String> carryOut(KeyAct act) throws IOException {
        return acts.carryOut(new KeyActs.Proposal(act, ""), ada(), () -> "done");
    }

    private void fail(KeyAct act) {
        assertThatThrownBy(() -> acts.carryOut(new KeyActs.Proposal(act, ""), ada(), () -> {
                    throw new IOException("the file was written, its directory was not forced");
                }))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPORT_KEY", "SHARE_VAULT", "BACK_UP_KEYS", "CONFIRM_KEY", "IMPORT_CERTIFICATE"})
    void what_may_have_left_before_it_failed_takes_two_persons_again(KeyAct.Kind kind) throws IOException {
        KeyAct act = new KeyAct(kind, "bank-one.cvk/1 to perso", "ef".repeat(32));
        for (int time = 1; time <= 2; time++) {
            persons.permit(acts, act);
            fail(act);
            assertThat(acts.all())
                    .singleElement()
                    .extracting(KeyPermission::state)
                    .isEqualTo(KeyPermission.State.USED);
            assertThat(carryOut(act)).as("without new permission").isEmpty();
        }
        persons.permit(acts, act);
        assertThat(carryOut(act)).contains("done");

        assertThat(persons.audit().entries(act.request()))
                .filteredOn(entry -> entry.event() == AuditEvent.KEY_ACT_REFUSED)
                .extracting(AuditEntry::operator, AuditEntry::success, AuditEntry::reason)
                .containsExactly(
                        tuple("ada", false, act.words() + ", whose permission is used: IOException"),
                        tuple("ada", false, act.words() + ", whose permission is used: IOException"));
    }

    @Test
    void a_permission_that_was_spent_on_a_failure_and_put_back_is_not_used_again() {
        KeyAct act = new KeyAct(KeyAct.Kind.EXPORT_KEY, "bank-one.cvk/1 to perso", "ef".repeat(32));
        persons.permit(acts, act);
        var row = persons.jdbc().queryForMap("select * from key_permission");
        fail(act);
        persons.jdbc().update("update key_permission set state = ?, seal = ?", row.get("STATE"), row.get("SEAL"));

        assertThatThrownBy(() -> carryOut(act))
                .isInstanceOf(NotReconciledException.class)
                .hasMessageContaining("was used before, as the audit knows");
    }

    @Test
    void where_an_operator_acts_the_audit_names_who_derived_a_key_and_nobody_else_may() throws IOException {
        assertThat(acts.tried("bank-one.imk-ac/1 by emv-a", ada(), () -> 3)).isEqualTo(3);
        assertThatThrownBy(() -> acts.tried("bank-one.cvk/1 by emv-a", ada(), () -> {
                    throw new SecurityModuleException(SecurityModuleException.Kind.KEY_REFUSED, "is for CVK");
                }))
                .isInstanceOf(SecurityModuleException.class);
        assertThatThrownBy(() -> acts.tried("bank-one.imk-ac/1 by emv-a", Optional.empty(), () -> 3))
                .isInstanceOf(OperatorRefusedException.class);
        acts.refused(
                new KeyActs.Disbelief(AuditEvent.KEY_CONFIRMATION_REFUSED, "key bank-one.cvk/1", "another value"),
                ada());

        assertThat(persons.audit().entries())
                .filteredOn(entry ->
                        entry.event() == AuditEvent.KEY_TRIED || entry.event() == AuditEvent.KEY_CONFIRMATION_REFUSED)
                .extracting(AuditEntry::operator, AuditEntry::success, AuditEntry::resource, AuditEntry::reason)
                .containsExactly(
                        tuple("ada", true, "bank-one.imk-ac/1 by emv-a", ""),
                        tuple("ada", false, "bank-one.cvk/1 by emv-a", "is for CVK"),
                        tuple("ada", false, "key bank-one.cvk/1", "another value"));
    }
}
