package org.cardwright.jobs.ceremony;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.cardwright.crypto.ceremony.NewComponents;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Imported;

/** A new key is made of random components, and every custodian takes one of them away. PCI PIN, 6-3. */
public final class KeyMaking {

    private final Ceremony ceremony;
    private final Wanted wanted;
    private final int count;

    /**
     * What is made.
     *
     * @param name of the key; must be free
     * @param purpose its only use
     * @param direction of a transport key, else NONE
     * @param custody whose it is
     * @param period on which days it may be used
     * @param size what it is a key of
     */
    public record Wanted(
            KeyName name,
            KeyPurpose purpose,
            KeyDirection direction,
            KeyCustody custody,
            Cryptoperiod period,
            Size size) {}

    /**
     * What a key is a key of.
     *
     * @param algorithm TDES or AES
     * @param bytes its length
     */
    public record Size(KeyAlgorithm algorithm, int bytes) {}

    /**
     * Nobody is there yet.
     *
     * @param count custodians and components, 2 or 3
     */
    public KeyMaking(Ceremony ceremony, Wanted wanted, int count) {
        this.ceremony = ceremony;
        this.wanted = wanted;
        this.count = count;
    }

    /** Lets the custodians in. */
    public void gather(Desk desk) throws IOException {
        for (int number = 1; number <= count; number++) {
            try (Visit visit = desk.next(number)) {
                ceremony.admit(visit);
            }
        }
        ceremony.requireInTime();
    }

    /** Makes key and sheets. */
    public Imported make(KeyExchange module, CeremonyFiles files) throws IOException {
        ceremony.requireInTime();
        KeyAlgorithm algorithm = wanted.size().algorithm();
        List<SecretBytes> made = NewComponents.of(algorithm, wanted.size().bytes(), count);
        try (KeyComponents sum = new KeyComponents(algorithm, wanted.size().bytes(), count)) {
            for (SecretBytes component : made) {
                // entering wipes what is entered, and the sheets are still to be printed
                SecretBytes entered = SecretBytes.copyOf(ClearKeyAccess.open(component));
                sum.enter(entered, NewComponents.checkValue(algorithm, component));
            }
            KeyCheckValue whole;
            try (SecretBytes key = sum.sum()) {
                whole = NewComponents.checkValue(algorithm, key);
            }
            print(made, whole, files);
            Imported imported = module.importComponents(sum, announced(whole), Set.of());
            ceremony.step(
                    "made key " + wanted.name() + ", " + imported.key().describeAlgorithm() + ", check value " + whole);
            return imported;
        } catch (IOException | RuntimeException failed) {
            files.undo();
            throw failed;
        } finally {
            made.forEach(SecretBytes::close);
        }
    }

    private void print(List<SecretBytes> made, KeyCheckValue whole, CeremonyFiles files) throws IOException {
        for (int i = 0; i < count; i++) {
            String who = ceremony.present().get(i);
            SharePaper.Component component = new SharePaper.Component(
                    wanted.name().toString(),
                    who,
                    i + 1,
                    count,
                    NewComponents.checkValue(wanted.size().algorithm(), made.get(i)),
                    whole);
            String file = SharePaper.hand(
                    component, made.get(i), ceremony.transcript().head(), files);
            ceremony.step(
                    who,
                    "got component " + (i + 1) + " of " + count + ", check value " + component.own() + ", as " + file);
        }
    }

    private Announced announced(KeyCheckValue whole) {
        return new Announced(
                wanted.name(),
                wanted.purpose(),
                wanted.direction(),
                whole,
                wanted.custody(),
                KeyState.ACTIVE,
                wanted.period());
    }
}
