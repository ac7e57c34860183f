package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.util.List;
import org.cardwright.crypto.derive.DerivedKey;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.SecretBytes;

/** Dry runs in software. */
final class SoftKeyDerivations implements KeyDerivations {

    private final KeyRing ring;

    SoftKeyDerivations(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public List<DerivedCheckValue> checkValues(DryRun run) {
        KeyDiversification method = run.method();
        if (!method.hasDryRun()) {
            throw Refusal.badInput(method.label() + " starts from no key of a security module");
        }
        if (run.data().shape() != method.input()) {
            throw Refusal.badInput(method.label() + " takes " + method.input().describe());
        }
        return ring.inSession(session -> {
            session.requireTransit("a derived key");
            List<DerivedKey> keys = derivation(session, run).keys(run.data());
            try {
                return keys.stream().map(SoftKeyDerivations::checkValue).toList();
            } finally {
                keys.forEach(DerivedKey::close);
            }
        });
    }

    private static SoftDerivation derivation(KeySession session, DryRun run) {
        KeyDiversification method = run.method();
        KeyNeed need = new KeyNeed(method.master().purposes(), KeyDirection.NONE, KeyOperation.PROTECT);
        KeyAttributes master = session.attributes(run.master(), need);
        require(
                method.master().algorithms().contains(master.algorithm()),
                master.name() + " is " + master.describeAlgorithm() + ", " + method.label() + " starts from "
                        + method.master().describe());
        return new SoftDerivation(method, master.algorithm(), new SessionMaster(session, run.master(), need));
    }

    private record SessionMaster(KeySession session, KeyName name, KeyNeed need) implements SoftDerivation.Master {

        @Override
        public KeyCipher cipher() {
            return session.cipher(name, need);
        }

        @Override
        public KeyMac mac() {
            return session.mac(name, need);
        }

        @Override
        public SecretBytes clear() {
            return session.clear(name, need);
        }
    }

    private static DerivedCheckValue checkValue(DerivedKey key) {
        return new DerivedCheckValue(key.name(), NewKey.checkValue(key.algorithm(), key.key()));
    }
}
