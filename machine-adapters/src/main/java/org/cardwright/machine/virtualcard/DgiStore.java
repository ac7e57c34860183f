package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.machine.chip.AppletRecipe;
import org.cardwright.machine.chip.DgiRule;
import org.cardwright.perso.dgi.DgiId;

/** Puts whole data groupings where the applet keeps them, and refuses what it cannot use. EMV CPS, catalogue of data groupings. */
final class DgiStore {

    private static final int KEY_BYTES = 16;
    private static final int KEYS_OF_A_CARD = 3;
    private static final int CHECK_BYTES = 3;
    private static final int AIP_BYTES = 2;

    private final ByteString aid;
    private final AppletRecipe applet;
    private final CardContents contents;
    private final DgiSecrets secrets;
    private final Map<DgiId, SecretBytes> keySets = new HashMap<>();

    DgiStore(ByteString aid, AppletRecipe applet, CardContents contents, DgiSecrets secrets) {
        this.aid = aid;
        this.applet = applet;
        this.contents = contents;
        this.secrets = secrets;
    }

    boolean isSecret(DgiId id) {
        return applet.rule(id).map(rule -> rule.holds().isSecret()).orElse(false);
    }

    /** True when nothing that the applet needs is missing. */
    boolean isComplete(Set<DgiId> taken) {
        return applet.dgis().values().stream().filter(DgiRule::required).allMatch(rule -> taken.contains(rule.id()));
    }

    void put(DgiId id, ByteString value, Set<DgiId> taken) {
        if (applet.isRecord(id)) {
            contents.putRecord(new RecordAddress(id.sfi(), id.recordNumber()), value);
            return;
        }
        DgiRule rule = applet.rule(id).orElseThrow(() -> new CardRefusal(CardRefusal.NOT_RECOGNISED));
        require(rule.after().map(taken::contains).orElse(true), CardRefusal.CONDITIONS);
        if (rule.holds().isSecret()) {
            SecretBytes clear = secrets.open(aid, id, value).orElseThrow(() -> new CardRefusal(CardRefusal.WRONG_DATA));
            // blocks of AES are longer than a PIN block
            putSecret(
                    rule,
                    rule.bytes().isEmpty()
                            ? clear
                            : CardSecrets.unfilled(clear, rule.bytes().getAsInt()));
        } else {
            require(rule.bytes().isEmpty() || rule.bytes().getAsInt() == value.size(), CardRefusal.WRONG_DATA);
            putClear(rule, value);
        }
    }

    private void putSecret(DgiRule rule, SecretBytes clear) {
        contents.keep(clear);
        require(rule.bytes().isEmpty() || rule.bytes().getAsInt() == clear.size(), CardRefusal.WRONG_DATA);
        switch (rule.holds()) {
            case CARD_KEYS -> {
                require(clear.size() % KEY_BYTES == 0, CardRefusal.WRONG_DATA);
                keySets.put(rule.id(), clear);
                if (contents.cryptogramKey().isEmpty()) {
                    contents.putCryptogramKey(part(clear, 0, KEY_BYTES));
                    if (clear.size() == KEYS_OF_A_CARD * KEY_BYTES) {
                        contents.putScriptKeys(
                                part(clear, KEY_BYTES, KEY_BYTES), part(clear, 2 * KEY_BYTES, KEY_BYTES));
                    }
                }
            }
            case REFERENCE_PIN -> contents.putPin(clear);
            case ICC_KEY_PART -> contents.putIccKeyPart(rule.id(), clear);
            case PIN_KEY_PART -> contents.putPinKeyPart(rule.id(), clear);
            default -> {
                // kept, not looked at
            }
        }
    }

    private void putClear(DgiRule rule, ByteString value) {
        switch (rule.holds()) {
            case SELECT_ANSWER -> contents.putSelectAnswer(value);
            case PROCESSING_OPTIONS -> putProcessingOptions(objects(value));
            case POSITIONAL_PROCESSING_OPTIONS -> {
                require(value.size() > AIP_BYTES, CardRefusal.WRONG_DATA);
                contents.putProcessingOptions(value.slice(0, AIP_BYTES), locator(value.slice(AIP_BYTES)));
            }
            case DATA_OBJECTS -> objects(value).forEach(object -> contents.putData(object.tag(), object.value()));
            case POSITIONAL ->
                rule.fields()
                        .forEach(field ->
                                contents.putData(field.tag(), value.slice(field.at(), field.at() + field.length())));
            case CHECK_VALUES -> requireCheckValues(rule, value);
            case PIN_COUNTER -> putPinCounter(value);
            default -> {
                // kept, not looked at
            }
        }
    }

    /** Counter and limit, one byte for both, or 9F17 with the limit behind: the last two bytes say it. */
    private void putPinCounter(ByteString value) {
        require(!value.isEmpty(), CardRefusal.WRONG_DATA);
        contents.putPinCounter(value.unsignedAt(Math.max(0, value.size() - 2)), value.unsignedAt(value.size() - 1));
    }

    private void putProcessingOptions(List<Tlv> objects) {
        require(objects.size() == 2, CardRefusal.WRONG_DATA);
        require(objects.get(0).tag().equals(Tag.of("82")), CardRefusal.WRONG_DATA);
        require(objects.get(1).tag().equals(Tag.of("94")), CardRefusal.WRONG_DATA);
        contents.putProcessingOptions(
                objects.get(0).value(), locator(objects.get(1).value()));
    }

    private static ApplicationFileLocator locator(ByteString value) {
        try {
            return ApplicationFileLocator.decode(value);
        } catch (MalformedTlvException malformed) {
            throw new CardRefusal(CardRefusal.WRONG_DATA);
        }
    }

    private static List<Tlv> objects(ByteString value) {
        try {
            return TlvReader.read(value);
        } catch (MalformedTlvException malformed) {
            throw new CardRefusal(CardRefusal.WRONG_DATA);
        }
    }

    /** EMV CPS: leftmost three bytes of 3DES over zeros, one for each key, in its order. */
    private void requireCheckValues(DgiRule rule, ByteString value) {
        SecretBytes keys = keySets.get(rule.after().orElseThrow());
        require(keys != null, CardRefusal.CONDITIONS);
        require(keys != null && value.size() == keys.size() / KEY_BYTES * CHECK_BYTES, CardRefusal.WRONG_DATA);
        for (int i = 0; keys != null && i < keys.size() / KEY_BYTES; i++) {
            try (SecretBytes key = part(keys, i * KEY_BYTES, KEY_BYTES);
                    KeyCipher cipher = KeyCipher.tdes(key)) {
                ByteString expected = KeyCheckValue.of(KeyCheckValue.Method.TDES_ZEROS, cipher, CHECK_BYTES)
                        .value();
                require(expected.equals(value.slice(i * CHECK_BYTES, (i + 1) * CHECK_BYTES)), CardRefusal.WRONG_DATA);
            }
        }
    }

    private static SecretBytes part(SecretBytes keys, int from, int length) {
        byte[] key = new byte[length];
        System.arraycopy(ClearKeyAccess.open(keys), from, key, 0, length);
        return SecretBytes.adopt(key);
    }
}
