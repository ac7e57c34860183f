package org.cardwright.machine.virtualcard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationFileLocator;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.perso.dgi.DgiId;

/** What personalization left in an application; secrets are wiped when it is closed. */
final class CardContents implements AutoCloseable {

    private static final int KEY_PARTS = 5;

    private final Map<RecordAddress, ByteString> records = new HashMap<>();
    private final Map<Tag, ByteString> recordElements = new HashMap<>();
    private final Map<Tag, ByteString> data = new HashMap<>();
    private final Map<DgiId, SecretBytes> iccKeyParts = new TreeMap<>();
    private final Map<DgiId, SecretBytes> pinKeyParts = new TreeMap<>();
    private final List<SecretBytes> secrets = new ArrayList<>();
    private ByteString selectAnswer = ByteString.EMPTY;
    private ByteString profile = ByteString.EMPTY;
    private Optional<ApplicationFileLocator> locator = Optional.empty();
    private Optional<SecretBytes> cryptogramKey = Optional.empty();
    private Optional<SecretBytes> scriptMacKey = Optional.empty();
    private Optional<SecretBytes> scriptEncKey = Optional.empty();
    private Optional<ReferencePin> pin = Optional.empty();
    private int pinTriesLeft;
    private int pinTryLimit;

    /** Takes over a secret to wipe it at the end. */
    void keep(SecretBytes secret) {
        secrets.add(secret);
    }

    void putRecord(RecordAddress address, ByteString record) {
        records.put(address, record);
    }

    void putData(Tag tag, ByteString value) {
        data.put(tag, value);
    }

    void putSelectAnswer(ByteString answer) {
        selectAnswer = answer;
    }

    void putProcessingOptions(ByteString interchangeProfile, ApplicationFileLocator fileLocator) {
        profile = interchangeProfile;
        locator = Optional.of(fileLocator);
    }

    void putCryptogramKey(SecretBytes key) {
        keep(key);
        cryptogramKey = Optional.of(key);
    }

    /** Second and third key of DGI 8000. */
    void putScriptKeys(SecretBytes mac, SecretBytes enc) {
        keep(mac);
        keep(enc);
        scriptMacKey = Optional.of(mac);
        scriptEncKey = Optional.of(enc);
    }

    Optional<SecretBytes> scriptMacKey() {
        return scriptMacKey;
    }

    Optional<SecretBytes> scriptEncKey() {
        return scriptEncKey;
    }

    void putPin(SecretBytes block) {
        pin = Optional.of(new ReferencePin(block));
    }

    void putPinCounter(int triesLeft, int limit) {
        pinTriesLeft = triesLeft;
        pinTryLimit = limit;
    }

    void putIccKeyPart(DgiId id, SecretBytes part) {
        iccKeyParts.put(id, part);
    }

    void putPinKeyPart(DgiId id, SecretBytes part) {
        pinKeyParts.put(id, part);
    }

    /** After the last data grouping: finds the data elements in the records. */
    void complete() {
        records.values().forEach(this::index);
    }

    private void index(ByteString record) {
        try {
            for (Tlv object : TlvReader.read(record)) {
                if (object.tag().isConstructed()) {
                    object.children().forEach(child -> recordElements.put(child.tag(), child.value()));
                }
            }
        } catch (MalformedTlvException ofNoTemplate) {
            // a record of a local application is given back as it is
        }
    }

    ByteString selectAnswer() {
        return selectAnswer;
    }

    ByteString profile() {
        return profile;
    }

    Optional<ApplicationFileLocator> locator() {
        return locator;
    }

    Optional<ByteString> record(RecordAddress address) {
        return Optional.ofNullable(records.get(address));
    }

    /** A data element that some record holds. */
    Optional<ByteString> recordElement(String tag) {
        return Optional.ofNullable(recordElements.get(Tag.of(tag)));
    }

    Optional<ByteString> data(Tag tag) {
        return Optional.ofNullable(data.get(tag));
    }

    Optional<SecretBytes> cryptogramKey() {
        return cryptogramKey;
    }

    Optional<ReferencePin> pin() {
        return pin;
    }

    int pinTriesLeft() {
        return pinTriesLeft;
    }

    int pinTryLimit() {
        return pinTryLimit;
    }

    /** The key for signatures. */
    Optional<IccPrivateKey> iccKey() {
        return key(iccKeyParts);
    }

    /** The key for enciphered PINs: its own, else that for signatures. EMV 4.4 Book 2, 7.1. */
    Optional<IccPrivateKey> pinKey() {
        return pinKeyParts.isEmpty() ? iccKey() : key(pinKeyParts);
    }

    private static Optional<IccPrivateKey> key(Map<DgiId, SecretBytes> parts) {
        return parts.size() == KEY_PARTS
                ? Optional.of(new IccPrivateKey(List.copyOf(parts.values())))
                : Optional.empty();
    }

    @Override
    public void close() {
        secrets.forEach(SecretBytes::close);
    }
}
