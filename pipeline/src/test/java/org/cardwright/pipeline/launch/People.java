package org.cardwright.pipeline.launch;

import java.util.Optional;
import java.util.Set;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;

/** The people of a test bureau, each with a passphrase of their own. */
final class People {

    private static final String ADMINISTRATOR = "root";

    private People() {}

    /** Registers a person, and the administrator first where there is none. */
    static void register(Pipeline pipeline, String who, OperatorRole... roles) {
        if (pipeline.operators().isEmpty()) {
            pipeline.addOperator(login(ADMINISTRATOR), Set.of(OperatorRole.ADMINISTRATOR), Optional.empty());
        }
        pipeline.addOperator(initial(who), Set.of(roles), Optional.of(login(ADMINISTRATOR)));
        pipeline.changePassphrase(initial(who), login(who));
    }

    static OperatorLogin administrator() {
        return login(ADMINISTRATOR);
    }

    static OperatorLogin initial(String who) {
        return new OperatorLogin(who, ("chosen for " + who + " by another").toCharArray());
    }

    static OperatorLogin login(String who) {
        return new OperatorLogin(who, ("the passphrase of " + who).toCharArray());
    }
}
