package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertBadInput;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.flipped;

import java.util.Optional;
import org.cardwright.crypto.cryptogram.CardCryptograms;
import org.cardwright.crypto.cryptogram.CardCryptograms.Moment;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.crypto.cryptogram.ScriptMessages;
import org.cardwright.crypto.cryptogram.ScriptMessages.Request;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.OnlineAuthorisation.CardOf;
import org.cardwright.crypto.module.OnlineAuthorisation.CryptogramQuestion;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.junit.jupiter.api.Test;

class OnlineAuthorisationContractTest extends ModuleContract {

    private static final String LABEL = "bank-one.imk-ac";
    private static final CryptogramVersion VERSION = CryptogramVersion.VISA_18;
    private static final Moment MOMENT = new Moment(ByteString.fromHex("001C"), ByteString.fromHex("52BF4585"));
    private static final ByteString INPUT = ByteString.repeat(0x5A, 40);
    private static final ByteString APPROVED = ByteString.fromHex("00800000");

    OnlineAuthorisationContractTest(Backend backend) {
        super(backend);
    }

    /** By design a payment HSM for data preparation does not: it says so to every question. */
    private boolean authorises() {
        if (backend == Backend.HOST_COMMANDS) {
            assertRefused(module::onlineAuthorisation, "judges no application cryptograms");
        }
        return backend != Backend.HOST_COMMANDS;
    }

    @Test
    void a_genuine_cryptogram_gets_the_answer_that_the_card_computes_too() {
        if (!authorises()) {
            return;
        }
        try (SecretBytes key = cardKey()) {
            CardCryptograms card = new CardCryptograms(VERSION, key);
            CryptogramQuestion question = question(PAN, LABEL, card.cryptogram(MOMENT, INPUT));
            assertThat(module.onlineAuthorisation().isGenuine(question)).isTrue();
            assertThat(module.onlineAuthorisation().respond(question, APPROVED))
                    .contains(card.response(MOMENT, question.cryptogram(), APPROVED));
        }
    }

    @Test
    void a_cryptogram_of_another_card_or_issuer_or_over_other_data_gets_no_answer() {
        if (!authorises()) {
            return;
        }
        ByteString arqc;
        try (SecretBytes key = cardKey()) {
            arqc = new CardCryptograms(VERSION, key).cryptogram(MOMENT, INPUT);
        }
        CryptogramQuestion right = question(PAN, LABEL, arqc);
        assertNo(question(PAN, LABEL, flipped(arqc)));
        assertNo(question(PAN, LABEL, arqc.slice(0, 7)));
        assertNo(question(Pan.of("9999990000000022"), LABEL, arqc));
        assertNo(question(PAN, "bank-two.imk-ac", arqc));
        assertNo(new CryptogramQuestion(
                right.card(),
                VERSION,
                MOMENT.transactionCounter(),
                MOMENT.unpredictableNumber(),
                flipped(INPUT),
                arqc));
        assertNo(new CryptogramQuestion(
                right.card(), VERSION, ByteString.fromHex("001D"), MOMENT.unpredictableNumber(), INPUT, arqc));
    }

    @Test
    void a_key_of_another_use_and_a_decision_of_another_length_are_refused() {
        if (!authorises()) {
            return;
        }
        ByteString arqc;
        try (SecretBytes key = cardKey()) {
            arqc = new CardCryptograms(VERSION, key).cryptogram(MOMENT, INPUT);
        }
        assertRefused(() -> module.onlineAuthorisation().isGenuine(question(PAN, "bank-one.imk-smi", arqc)), "needed");
        assertBadInput(
                () -> module.onlineAuthorisation().respond(question(PAN, LABEL, arqc), ByteString.fromHex("3030")));
    }

    /** EMV 4.4 Book 2, 9.2.1: a script is for the card that has just proved itself, and for no other. */
    @Test
    void a_script_command_gets_the_mac_that_the_card_computes_too() {
        if (!authorises()) {
            return;
        }
        ApduMessage unblock = new ApduMessage(0x84240000, ByteString.EMPTY);
        KeyName smi = KeyName.of("bank-one.imk-smi");
        try (SecretBytes key = cardKey();
                KeyCipher imk = ModuleCalls.cipher("bank-one.imk-smi");
                SecretBytes scriptKey = IccMasterKeyDerivation.optionB(imk, PAN.digits(), "01")) {
            CryptogramQuestion question =
                    question(PAN, LABEL, new CardCryptograms(VERSION, key).cryptogram(MOMENT, INPUT));
            Request request = new Request(MOMENT.transactionCounter(), question.cryptogram());
            assertThat(module.onlineAuthorisation().scriptData(question, smi, unblock))
                    .contains(new ScriptMessages(VERSION.layout(), scriptKey)
                            .mac(request, unblock.header(), unblock.data()));
            CryptogramQuestion forged = question(PAN, LABEL, flipped(question.cryptogram()));
            assertThat(module.onlineAuthorisation().scriptData(forged, smi, unblock))
                    .isEmpty();
            assertRefused(
                    () -> module.onlineAuthorisation().scriptData(question, KeyName.of(LABEL), unblock),
                    "is for IMK_AC");
            KeyName others = KeyName.of("bank-two.imk-smi");
            module.keyLife().own(others, new Party("bank-two"), Optional.empty());
            assertRefused(
                    () -> module.onlineAuthorisation().scriptData(question, others, unblock),
                    "do not belong to the same party");
        }
    }

    private void assertNo(CryptogramQuestion question) {
        assertThat(module.onlineAuthorisation().isGenuine(question)).isFalse();
        assertThat(module.onlineAuthorisation().respond(question, APPROVED)).isEmpty();
    }

    private static CryptogramQuestion question(Pan pan, String label, ByteString cryptogram) {
        return new CryptogramQuestion(
                new CardOf(KeyName.of(label), DerivationOption.B, pan, new PanSequenceNumber(1)),
                VERSION,
                MOMENT.transactionCounter(),
                MOMENT.unpredictableNumber(),
                INPUT,
                cryptogram);
    }

    /** Of the published key, outside of every module. */
    private static SecretBytes cardKey() {
        try (KeyCipher imk = ModuleCalls.cipher(LABEL)) {
            return IccMasterKeyDerivation.optionB(imk, PAN.digits(), "01");
        }
    }
}
