package org.cardwright.crypto.hostcommand;

import java.util.List;
import java.util.function.Predicate;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.PinAnswer;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.profile.KeyReference;

/** PIN blocks and other secrets in the device. ISO 9564-1. */
final class HostPins implements Pins {

    private static final int PVV_DIGITS = 4;
    private static final int LEAST_PIN_DIGITS = 4;
    private static final int MOST_PIN_DIGITS = 12;

    private final HostClient client;
    private final HostPinKeys keys;

    HostPins(HostClient client, HostInventory inventory) {
        this.client = client;
        this.keys = new HostPinKeys(inventory);
    }

    @Override
    public List<EncryptedPinBlock> newPins(List<NewPinRequest> requests) {
        return client.all(NewPinCalls.RANDOM, requests);
    }

    @Override
    public void createStorageKey(KeyName name, Party owner) {
        throw new SecurityModuleException(
                SecurityModuleException.Kind.KEY_REFUSED,
                "the storage key of PINs is made at the console of the payment HSMs, on all of them, as " + name
                        + " of " + owner);
    }

    @Override
    public List<PinAnswer<ByteString>> translate(List<PinTranslationRequest> requests) {
        return checked(
                client.all(PinCalls.TRANSLATE, requests),
                block -> block.size() == 8 || block.size() == 16,
                HostOperation.TRANSLATE_PIN);
    }

    @Override
    public List<PinAnswer<String>> pinVerificationValues(List<PinValueRequest> requests) {
        requests.stream()
                .map(request -> new Pair(request.key(), request.pinKey()))
                .distinct()
                .forEach(pair -> keys.requireOneOwner(pair.value(), pair.pin()));
        return checked(
                client.all(PinCalls.VERIFICATION_VALUE, requests),
                value -> HostResult.isDigits(value, PVV_DIGITS, PVV_DIGITS),
                HostOperation.PIN_VERIFICATION_VALUE);
    }

    @Override
    public List<PinAnswer<String>> ibmOffsets(List<PinOffsetRequest> requests) {
        requests.stream().map(HostPins::pair).distinct().forEach(pair -> {
            keys.requireOfIssuer(pair.pin());
            keys.requireOneOwner(pair.value(), pair.pin());
        });
        return checked(
                client.all(PinCalls.OFFSET, requests),
                value -> HostResult.isDigits(value, LEAST_PIN_DIGITS, MOST_PIN_DIGITS),
                HostOperation.PIN_OFFSET);
    }

    /**
     * Keys of one request.
     *
     * @param value key of the value
     * @param pin key of the block
     */
    private record Pair(KeyName value, KeyName pin) {}

    private static Pair pair(PinOffsetRequest request) {
        KeyReference value = request.rule().key();
        return new Pair(new KeyName(value.label(), value.version()), request.pinKey());
    }

    private static <T> List<PinAnswer<T>> checked(
            List<PinAnswer<T>> answers, Predicate<T> isRight, HostOperation operation) {
        boolean right = answers.stream()
                .allMatch(answer -> answer.made().filter(isRight.negate()).isEmpty());
        HostResult.require(right, operation, "a value has a wrong shape");
        return answers;
    }

    @Override
    public List<ByteString> translateSecrets(List<SecretTranslationRequest> requests) {
        List<ByteString> answers = client.all(PinCalls.TRANSLATE_DATA, requests);
        for (int i = 0; i < answers.size(); i++) {
            HostResult.require(
                    answers.get(i).size() == requests.get(i).cryptogram().size(),
                    HostOperation.TRANSLATE_DATA,
                    "it has another length");
        }
        return answers;
    }
}
