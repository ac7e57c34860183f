package org.cardwright.pipeline.step;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.BatchKeys;
import org.cardwright.crypto.module.CardChannels;
import org.cardwright.crypto.module.CardKeys;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.IssuerKeys;
import org.cardwright.crypto.module.KeyDerivations;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyLife;
import org.cardwright.crypto.module.KeyPairStock;
import org.cardwright.crypto.module.ModuleCondition;
import org.cardwright.crypto.module.OnlineAuthorisation;
import org.cardwright.crypto.module.PinAnswer;
import org.cardwright.crypto.module.Pins;
import org.cardwright.crypto.module.Seals;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.WrappedSecretChecks;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;

/** A security module that counts what it is asked to do for cards, by operation. Safe for several threads. */
final class CountedModule implements SecurityModule {

    private final SecurityModule module;
    private final StockedPairs pairs;
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    /** With the key pairs that its cards already have. */
    CountedModule(SecurityModule module, StockedPairs pairs) {
        this.module = module;
        this.pairs = pairs;
    }

    /** How many operations were asked for so far, by name. */
    Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((operation, count) -> now.put(operation, count.sum()));
        return now;
    }

    private <T> List<T> counted(String operation, List<T> requests) {
        counts.computeIfAbsent(operation, first -> new LongAdder()).add(requests.size());
        return requests;
    }

    @Override
    public CardKeys cardKeys() {
        return requests -> module.cardKeys().derive(counted("card keys", requests));
    }

    @Override
    public Certificates certificates() {
        Certificates real = module.certificates();
        return new Certificates() {
            @Override
            public List<ByteString> signStaticData(List<StaticSignatureRequest> requests) {
                return real.signStaticData(counted("static signature", requests));
            }

            @Override
            public List<IccKeySet> generateIccKeys(List<IccKeyRequest> requests) {
                return pairs.certify(
                        requests,
                        fresh -> real.generateIccKeys(counted("ICC key", fresh)),
                        taken -> module.keyPairStock().certify(counted("ICC key of a pool", taken)));
            }

            @Override
            public IssuerCertificate certifyIssuerKey(IssuerCertificateRequest request) {
                return real.certifyIssuerKey(
                        counted("issuer certificate", List.of(request)).get(0));
            }
        };
    }

    @Override
    public Pins pins() {
        Pins real = module.pins();
        return new Pins() {
            @Override
            public List<EncryptedPinBlock> newPins(List<NewPinRequest> requests) {
                return real.newPins(counted("new PIN", requests));
            }

            @Override
            public void createStorageKey(KeyName name, Party owner) {
                real.createStorageKey(name, owner);
            }

            @Override
            public List<PinAnswer<ByteString>> translate(List<PinTranslationRequest> requests) {
                return real.translate(counted("PIN", requests));
            }

            @Override
            public List<PinAnswer<String>> pinVerificationValues(List<PinValueRequest> requests) {
                return real.pinVerificationValues(counted("PVV", requests));
            }

            @Override
            public List<PinAnswer<String>> ibmOffsets(List<PinOffsetRequest> requests) {
                return real.ibmOffsets(counted("PIN offset", requests));
            }

            @Override
            public List<ByteString> translateSecrets(List<SecretTranslationRequest> requests) {
                return real.translateSecrets(counted("secret", requests));
            }
        };
    }

    @Override
    public CardValues cardValues() {
        CardValues real = module.cardValues();
        return new CardValues() {
            @Override
            public List<String> cardVerificationValues(List<CardValueRequest> requests) {
                return real.cardVerificationValues(counted("CVV", requests));
            }

            @Override
            public List<ByteString> dataAuthenticationCodes(List<DataAuthenticationCodeRequest> requests) {
                return real.dataAuthenticationCodes(counted("DAC", requests));
            }

            @Override
            public List<ByteString> cvc3InitialVectors(List<Cvc3VectorRequest> requests) {
                return real.cvc3InitialVectors(counted("IVCVC3", requests));
            }

            @Override
            public List<String> staticCvc3(List<StaticCvc3Request> requests) {
                return real.staticCvc3(counted("CVC3", requests));
            }
        };
    }

    @Override
    public KeyInventory inventory() {
        return module.inventory();
    }

    @Override
    public KeyLife keyLife() {
        return module.keyLife();
    }

    @Override
    public KeyDerivations keyDerivations() {
        return module.keyDerivations();
    }

    @Override
    public KeyExchange keyExchange() {
        return module.keyExchange();
    }

    @Override
    public KeyPairStock keyPairStock() {
        return module.keyPairStock();
    }

    @Override
    public IssuerKeys issuerKeys() {
        return module.issuerKeys();
    }

    @Override
    public Seals seals() {
        return module.seals();
    }

    @Override
    public BatchKeys batchKeys() {
        return module.batchKeys();
    }

    @Override
    public WrappedSecretChecks checks() {
        return module.checks();
    }

    @Override
    public CardChannels cardChannels() {
        return module.cardChannels();
    }

    @Override
    public OnlineAuthorisation onlineAuthorisation() {
        return module.onlineAuthorisation();
    }

    @Override
    public <T> T inOneSession(Supplier<T> batches) {
        return module.inOneSession(batches);
    }

    @Override
    public ModuleCondition condition() {
        return module.condition();
    }

    @Override
    public long clearNanos() {
        return module.clearNanos();
    }

    /** Whoever opened the module closes it. */
    @Override
    public void close() {
        // nothing is held
    }
}
