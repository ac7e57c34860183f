package org.cardwright.crypto.hostcommand;

import java.util.List;
import org.cardwright.crypto.module.CardKeys;

/** ICC master keys made in the device. EMV 4.4 Book 2, A1.4. */
final class HostCardKeys implements CardKeys {

    private static final int KEY_BYTES = 16;

    private final HostClient client;

    HostCardKeys(HostClient client) {
        this.client = client;
    }

    @Override
    public List<WrappedCardKeys> derive(List<CardKeyRequest> requests) {
        List<WrappedCardKeys> answers = client.all(CardKeyCalls.DERIVE, requests);
        for (int i = 0; i < answers.size(); i++) {
            int keys = requests.get(i).issuerMasterKeys().size();
            WrappedCardKeys made = answers.get(i);
            HostResult.require(
                    keys > 0
                            && made.checkValues().size() == keys
                            && made.cryptogram().size() >= keys * KEY_BYTES
                            && made.cryptogram().size() % keys == 0,
                    HostOperation.DERIVE_CARD_KEYS,
                    "it is not one key for each issuer master key");
        }
        return answers;
    }
}
