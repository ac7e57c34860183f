package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.security.SecureRandom;
import java.util.Optional;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.crypto.scp.Scp02Keys;
import org.cardwright.crypto.scp.Scp03Keys;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecureMessaging;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.ChannelPolicy;

/** The card's end of a secure channel: one session at a time. GlobalPlatform Card Specification 2.3.1, 10.2 and annex E. */
final class ChannelEnd implements AutoCloseable {

    static final int INITIALIZE_UPDATE = 0x8050;
    static final int EXTERNAL_AUTHENTICATE = 0x8482;

    private static final int OK = 0x9000;
    private static final int SCP02_HIGHEST = 0xFFFF;
    private static final int SCP03_HIGHEST = 0xFFFFFF;

    private final ChannelPolicy policy;
    private final ByteString diversificationData;
    private final DomainKeys keys;
    private final SecureRandom random;
    private Optional<Offer> offer = Optional.empty();
    private Optional<Session> session = Optional.empty();

    /** What the card said, until the host proves itself. */
    private record Offer(int version, ByteString hostChallenge, ByteString cardChallenge, ByteString counter) {}

    private record Session(SecureMessaging messaging, SecurityLevel level) {}

    ChannelEnd(ChannelPolicy policy, ByteString diversificationData, DomainKeys keys, SecureRandom random) {
        this.policy = policy;
        this.diversificationData = diversificationData;
        this.keys = keys;
        this.random = random;
    }

    /**
     * Begins. E.5.1; Amendment D 1.2, 7.1.1.
     *
     * @param aid of what is selected: pseudo-random challenges come of it
     */
    ByteString initializeUpdate(CommandApdu command, ByteString aid) {
        end();
        require(command.p2() == 0, CardRefusal.WRONG_PARAMETERS);
        require(command.data().size() == SessionParameters.HOST_CHALLENGE_BYTES, CardRefusal.WRONG_LENGTH);
        int version = keys.version(command.p1());
        try (CardKeySet set = keys.copy(version)) {
            Offer made = policy.protocol() == SecureChannelProtocol.SCP02
                    ? offer02(command, version, set, aid)
                    : offer03(command, version, set, aid);
            offer = Optional.of(made);
            ByteString cryptogram;
            try (SecureMessaging messaging = messaging(made, SecurityLevel.NONE)) {
                cryptogram = messaging.cardCryptogram();
            }
            ByteString head = ByteString.concat(diversificationData, ByteString.ofByte(version));
            return policy.protocol() == SecureChannelProtocol.SCP02
                    ? ByteString.concat(head, ByteString.ofByte(0x02), made.counter, made.cardChallenge, cryptogram)
                    : ByteString.concat(
                            head,
                            ByteString.ofByte(0x03),
                            ByteString.ofByte(policy.options()),
                            made.cardChallenge,
                            cryptogram,
                            made.counter);
        }
    }

    private Offer offer02(CommandApdu command, int version, CardKeySet set, ByteString aid) {
        require(keys.counter(version) < SCP02_HIGHEST, CardRefusal.CONDITIONS);
        ByteString counter = ByteString.ofUnsigned(keys.counter(version), Scp02Keys.COUNTER_BYTES);
        ByteString challenge = randomBytes(6);
        if (policy.hasPseudoRandomChallenge()) {
            try (Scp02Keys session = Scp02Keys.derive(set, counter)) {
                challenge = session.cardChallenge(aid);
            }
        }
        return new Offer(version, command.data(), challenge, counter);
    }

    private Offer offer03(CommandApdu command, int version, CardKeySet set, ByteString aid) {
        keys.count(version, SCP03_HIGHEST);
        ByteString counter = ByteString.ofUnsigned(keys.counter(version), 3);
        return new Offer(version, command.data(), Scp03Keys.cardChallenge(set.enc(), counter, aid), counter);
    }

    private ByteString randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return ByteString.of(bytes);
    }

    private SecureMessaging messaging(Offer made, SecurityLevel level) {
        return SecureMessaging.of(
                keys.copy(made.version),
                new SessionParameters(policy.protocol(), level, made.hostChallenge, made.cardChallenge, made.counter));
    }

    /** E.5.2; Amendment D 1.2, 7.1.2. A wrong host has one offer and no more. */
    void externalAuthenticate(CommandApdu command) {
        Offer made = offer.orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        offer = Optional.empty();
        SecurityLevel level = SecurityLevel.of(command.p1())
                .filter(policy.protocol()::allows)
                .orElseThrow(() -> new CardRefusal(CardRefusal.WRONG_PARAMETERS));
        SecureMessaging messaging = messaging(made, level);
        if (!messaging.accepts(new ApduMessage(command.header(), command.data()))) {
            messaging.close();
            keys.hostWasWrong();
            throw new CardRefusal(CardRefusal.AUTHENTICATION_FAILED);
        }
        if (policy.protocol() == SecureChannelProtocol.SCP02) {
            keys.count(made.version, SCP02_HIGHEST);
        }
        keys.hostWasRight();
        session = Optional.of(new Session(messaging, level));
    }

    boolean isOpen() {
        return session.isPresent();
    }

    /** Is the session as safe as the chip wants it for personalization? */
    boolean suffices() {
        return session.filter(open -> open.level.covers(policy.level())).isPresent();
    }

    /** Hands a command on in clear and protects the answer; one that is not protected as it should be ends the session. */
    ByteString through(CommandApdu command, Inside inside) {
        Session open = session.orElseThrow();
        ApduMessage plain = open.messaging
                .unprotect(new ApduMessage(command.header(), command.data()))
                .orElseThrow(() -> {
                    end();
                    return new CardRefusal(CardRefusal.SECURITY_STATUS);
                });
        ByteString answer = inside.execute(new CommandApdu(plain.header(), plain.data(), command.expected()));
        return open.messaging.protectAnswer(answer, OK);
    }

    /** What a command does once it is in clear. */
    @FunctionalInterface
    interface Inside {
        ByteString execute(CommandApdu plain);
    }

    /** The session that is open; refused without one. */
    SecureMessaging messaging() {
        return session.map(Session::messaging).orElseThrow(() -> new CardRefusal(CardRefusal.SECURITY_STATUS));
    }

    /** Opens a secret that came inside a command. */
    Optional<SecretBytes> open(ByteString cryptogram) {
        return session.flatMap(open -> open.messaging.decryptSecret(cryptogram));
    }

    /** Ends session and offer. */
    void end() {
        session.ifPresent(open -> open.messaging.close());
        session = Optional.empty();
        offer = Optional.empty();
    }

    @Override
    public void close() {
        end();
        keys.close();
    }
}
