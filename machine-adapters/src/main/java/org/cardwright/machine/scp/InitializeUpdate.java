package org.cardwright.machine.scp;

import java.util.Optional;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;

/**
 * What a card answers to INITIALIZE UPDATE. GlobalPlatform Card Specification 2.3.1, E.5.1.4, Table E-9; Amendment D 1.2, 7.1.1.4,
 * Table 7-3.
 *
 * @param diversificationData KEYDATA, 10 bytes: KMCID (6), CSN (4)
 * @param keyVersion of the key set
 * @param protocol that the card speaks
 * @param cardChallenge 6 bytes in SCP02, 8 in SCP03
 * @param sequenceCounter 2 bytes in SCP02; 3 in SCP03, or none
 * @param cardCryptogram 8 bytes
 */
public record InitializeUpdate(
        ByteString diversificationData,
        int keyVersion,
        SecureChannelProtocol protocol,
        ByteString cardChallenge,
        ByteString sequenceCounter,
        ByteString cardCryptogram) {

    static final int COMMAND = 0x80500000;

    private static final int DATA_BYTES = 10;
    private static final int VERSION_AT = 10;
    private static final int PROTOCOL_AT = 11;
    private static final int CRYPTOGRAM_BYTES = 8;
    private static final int SCP02_BYTES = 28;
    private static final int SCP03_BYTES = 29;
    private static final int SCP03_COUNTER_BYTES = 3;

    /** Reads the answer; nothing when it is of no known protocol or of another length. */
    public static Optional<InitializeUpdate> decode(ByteString data) {
        if (data.size() < SCP02_BYTES) {
            return Optional.empty();
        }
        return SecureChannelProtocol.of(data.unsignedAt(PROTOCOL_AT)).flatMap(protocol -> switch (protocol) {
            case SCP02 -> data.size() == SCP02_BYTES ? Optional.of(scp02(data)) : Optional.empty();
            case SCP03 ->
                data.size() == SCP03_BYTES || data.size() == SCP03_BYTES + SCP03_COUNTER_BYTES
                        ? Optional.of(scp03(data))
                        : Optional.empty();
        });
    }

    private static InitializeUpdate scp02(ByteString data) {
        return new InitializeUpdate(
                data.slice(0, DATA_BYTES),
                data.unsignedAt(VERSION_AT),
                SecureChannelProtocol.SCP02,
                data.slice(14, 20),
                data.slice(12, 14),
                data.slice(20));
    }

    private static InitializeUpdate scp03(ByteString data) {
        int cryptogramAt = 21;
        return new InitializeUpdate(
                data.slice(0, DATA_BYTES),
                data.unsignedAt(VERSION_AT),
                SecureChannelProtocol.SCP03,
                data.slice(13, cryptogramAt),
                data.slice(SCP03_BYTES),
                data.slice(cryptogramAt, cryptogramAt + CRYPTOGRAM_BYTES));
    }

    SessionParameters parameters(SecurityLevel level, ByteString hostChallenge) {
        return new SessionParameters(protocol, level, hostChallenge, cardChallenge, sequenceCounter);
    }
}
