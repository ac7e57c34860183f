package org.cardwright.pipeline.ledger;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.PassphraseCost;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** An empty ledger with two persons, ada who acts and bob who approves, and acts on keys of a store. */
final class TwoPersons {

    private final JdbcTransactionManager transactions;
    private final Audit audit;
    private final Operators operators;
    private final KeyActs.KeyStore keys;

    TwoPersons(KeyActs.KeyStore keys) {
        this.keys = keys;
        this.transactions = new JdbcTransactionManager(EmptyLedger.database().dataSource());
        RowSeal seal = TestSeal.under("key");
        this.audit = new Audit(transactions, new Audit.Terms(Clock.systemUTC(), "host/1", seal, Optional.empty()));
        this.operators =
                new Operators(transactions, audit, seal, new Operators.Terms(Clock.systemUTC(), PassphraseCost.LEAST));
        operators.add(login("root", ""), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
        for (String who : new String[] {"ada", "bob"}) {
            operators.add(
                    login(who, "initial "),
                    Set.of(who.equals("ada") ? OperatorRole.OPERATOR : OperatorRole.APPROVER),
                    Optional.of(login("root", "")));
            operators.changePassphrase(login(who, "initial "), login(who, ""));
        }
    }

    KeyActs under(KeyActs.Policy policy) {
        return new KeyActs(transactions, operators, audit, new KeyActs.Terms(TestSeal.under("key"), policy, keys));
    }

    /** One asks, the other approves. */
    void permit(KeyActs acts, KeyAct act) {
        acts.request(new KeyActs.Proposal(act, "new key"), login("ada", ""));
        acts.approve(act.request(), login("bob", ""));
    }

    Audit audit() {
        return audit;
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(Objects.requireNonNull(transactions.getDataSource()));
    }

    static OperatorLogin login(String who, String before) {
        return new OperatorLogin(who, (before + "passphrase of " + who).toCharArray());
    }
}
