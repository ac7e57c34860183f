package org.cardwright.crypto.prepare;

import java.util.List;
import org.cardwright.crypto.module.CardKeys;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.DgiProfile;

/** Derives the keys of the cards. EMV 4.4 Book 2, A1.4. */
final class CardKeyStage {

    private static final int CHECK_VALUE_BYTES = 3;

    private final CardKeys cardKeys;

    CardKeyStage(CardKeys cardKeys) {
        this.cardKeys = cardKeys;
    }

    void run(List<CardWork> cards) {
        ModuleRequests<CardKeys.CardKeyRequest, CardKeys.WrappedCardKeys> requests = new ModuleRequests<>();
        CardWork.eachDgi(
                cards,
                DgiProfile.Keys.class,
                (application, keys) -> requests.add(request(application, keys), answer -> {
                    application.wrapped(keys.dgi(), answer.cryptogram());
                    application.checkValues(keys.keys().id(), checkValues(answer));
                }));
        requests.send(cardKeys::derive);
    }

    private static CardKeys.CardKeyRequest request(ApplicationWork application, DgiProfile.Keys dgi) {
        CardApplication order = application.card().order();
        CardKeyProfile keys = dgi.keys();
        WrapUnder under = KeyNames.under(application.card().product(), dgi.secretClass());
        return new CardKeys.CardKeyRequest(
                keys.keys().stream()
                        .map(key -> KeyNames.of(key.issuerMasterKey()))
                        .toList(),
                CardKeys.DerivationOption.valueOf(keys.option().name()),
                order.pan(),
                order.panSequenceNumber(),
                under);
    }

    private static ByteString checkValues(CardKeys.WrappedCardKeys answer) {
        return ByteString.concat(answer.checkValues().stream()
                .map(value -> value.value().slice(0, CHECK_VALUE_BYTES))
                .toList());
    }
}
