package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.util.List;
import org.cardwright.crypto.derive.DerivedKey;
import org.cardwright.crypto.derive.DiversificationData.Card;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyDirection;
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
        if (run.data().shape() != method.input()) {
            throw Refusal.badInput(method.label() + " takes " + method.input().describe());
        }
        return ring.inSession(session -> {
            List<DerivedKey> keys = derived(session, run);
            try {
                return keys.stream().map(SoftKeyDerivations::checkValue).toList();
            } finally {
                keys.forEach(DerivedKey::close);
            }
        });
    }

    private static DerivedCheckValue checkValue(DerivedKey key) {
        return new DerivedCheckValue(key.name(), NewKey.checkValue(key.algorithm(), key.key()));
    }

    private static List<DerivedKey> derived(KeySession session, DryRun run) {
        KeyDiversification method = run.method();
        KeyNeed need = new KeyNeed(method.master().purposes(), KeyDirection.NONE, true);
        KeyAttributes master = session.attributes(run.master(), need);
        require(
                method.master().algorithms().contains(master.algorithm()),
                master.name() + " is " + master.describeAlgorithm() + ", " + method.label() + " starts from "
                        + method.master().describe());
        return switch (method) {
            case EMV_A, EMV_B, EMV_C -> {
                SecretBytes key = cardKey(session.cipher(run.master(), need), method, (Card) run.data());
                yield List.of(DerivedKey.sound(method.result().keys().get(0), master.algorithm(), key));
            }
        };
    }

    private static SecretBytes cardKey(KeyCipher issuerMasterKey, KeyDiversification method, Card card) {
        String pan = card.pan().digits();
        String sequenceNumber = card.sequenceNumber().digits();
        return switch (method) {
            case EMV_A -> IccMasterKeyDerivation.optionA(issuerMasterKey, pan, sequenceNumber);
            case EMV_B -> IccMasterKeyDerivation.optionB(issuerMasterKey, pan, sequenceNumber);
            case EMV_C -> IccMasterKeyDerivation.optionC(issuerMasterKey, pan, sequenceNumber);
        };
    }
}
