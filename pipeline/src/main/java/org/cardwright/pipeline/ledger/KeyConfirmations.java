package org.cardwright.pipeline.ledger;

import java.util.List;
import java.util.Objects;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.Party;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which other parties said that they have a key, by its check value: who sends something under a key knows that the other side has the
 * same one.
 *
 * <p>A confirmation is of a check value, not of a name: another key under the name needs its own.
 */
public final class KeyConfirmations {

    private static final String CONTEXT = "ledger.key-confirmation";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final RowSeal seal;

    /** Over the tables of the transaction manager's database. */
    public KeyConfirmations(JdbcTransactionManager transactions, RowSeal seal) {
        this.jdbc = new JdbcTemplate(Objects.requireNonNull(transactions.getDataSource()));
        this.transaction = new TransactionTemplate(transactions);
        this.seal = seal;
    }

    /**
     * What was said.
     *
     * @param key of which key
     * @param checkValue that it has here and there
     * @param party who has it too
     */
    public record Confirmation(KeyName key, KeyCheckValue checkValue, Party party) {

        private List<String> fields() {
            return List.of(key.toString(), checkValue.method() + ":" + checkValue.toHex(), party.name());
        }
    }

    /** Notes a confirmation, once or again. */
    public void put(Confirmation confirmation) {
        List<String> fields = confirmation.fields();
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    "delete from key_confirmation where key_name = ? and check_value = ? and party = ?",
                    fields.toArray());
            jdbc.update(
                    "insert into key_confirmation (key_name, check_value, party, seal) values (?, ?, ?, ?)",
                    fields.get(0),
                    fields.get(1),
                    fields.get(2),
                    seal.of(CONTEXT, fields));
        });
    }

    /**
     * Who confirmed the key with this check value, by name.
     *
     * @throws NotReconciledException when a row was written behind the back of this program
     */
    public List<Party> parties(KeyName key, KeyCheckValue checkValue) {
        return jdbc.query(
                "select party, seal from key_confirmation where key_name = ? and check_value = ? order by party",
                (row, n) -> believed(
                        new Confirmation(key, checkValue, new Party(row.getString("party"))), row.getString("seal")),
                key.toString(),
                checkValue.method() + ":" + checkValue.toHex());
    }

    private Party believed(Confirmation confirmation, String stored) {
        if (!seal.of(CONTEXT, confirmation.fields()).equals(stored)) {
            throw new NotReconciledException("the confirmation of key " + confirmation.key() + " by "
                    + confirmation.party() + " is not as this program left it");
        }
        return confirmation.party();
    }
}
