package org.cardwright.crypto.scp;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.Secrets;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;

/** A published conversation with a card over a secure channel, both sides of it. */
record Exchange(PublishedVector vector) {

    SessionParameters parameters() {
        ByteString response = ByteString.fromHex(vector.input("init_update_resp"));
        boolean scp02 = response.unsignedAt(11) == 2;
        ByteString host = vector.inputs().containsKey("host_challenge")
                ? ByteString.fromHex(vector.input("host_challenge"))
                : ByteString.fromHex(vector.input("init_update_cmd")).slice(5, 13);
        return new SessionParameters(
                scp02 ? SecureChannelProtocol.SCP02 : SecureChannelProtocol.SCP03,
                SecurityLevel.of(Integer.parseInt(vector.output("ext_auth").substring(4, 6), 16))
                        .orElseThrow(),
                host,
                scp02 ? response.slice(14, 20) : response.slice(13, 21),
                scp02 ? response.slice(12, 14) : response.slice(29));
    }

    ByteString cardCryptogram() {
        ByteString response = ByteString.fromHex(vector.input("init_update_resp"));
        boolean scp02 = response.unsignedAt(11) == 2;
        return scp02 ? response.slice(20, 28) : response.slice(21, 29);
    }

    SecureMessaging side() {
        return side(parameters());
    }

    SecureMessaging side(SessionParameters parameters) {
        boolean one = vector.inputs().containsKey("key");
        return SecureMessaging.of(
                new CardKeySet(
                        parameters.protocol().algorithm(),
                        Secrets.of(vector.input(one ? "key" : "k_enc")),
                        Secrets.of(vector.input(one ? "key" : "k_mac")),
                        Secrets.of(vector.input(one ? "key" : "k_dek"))),
                parameters);
    }

    /** A command in clear and as it was sent. */
    record Sent(ApduMessage plain, ApduMessage wrapped) {}

    List<Sent> commands() {
        List<Sent> all = new ArrayList<>();
        if (vector.inputs().containsKey("get_eid_plain")) {
            add(all, vector.input("get_eid_plain"), "get_eid_cmd");
        }
        if (vector.inputs().containsKey("apdus")) {
            String[] plain = vector.input("apdus").split("\\|", -1);
            for (int i = 0; i < plain.length; i++) {
                add(all, plain[i].strip(), "case" + (i + 1));
            }
        }
        if (vector.outputs().containsKey("get_status")) {
            add(all, "80F22002024F0000", "get_status");
        }
        if (vector.inputs().containsKey("apdu1")) {
            add(all, vector.input("apdu1"), "delete1");
            add(all, vector.input("apdu2"), "delete2");
        }
        if (vector.inputs().containsKey("delete_plain")) {
            add(all, vector.input("delete_plain"), "delete");
        }
        return all;
    }

    private void add(List<Sent> all, String plain, String output) {
        all.add(new Sent(message(plain), message(vector.output(output))));
    }

    /** Header and data of a command of any short case; Le is left away. */
    static ApduMessage message(String hex) {
        ByteString apdu = ByteString.fromHex(hex);
        int header = (int) Long.parseLong(hex.substring(0, 8), 16);
        return apdu.size() <= 5
                ? new ApduMessage(header, ByteString.EMPTY)
                : new ApduMessage(header, apdu.slice(5, 5 + apdu.unsignedAt(4)));
    }

    @Override
    public String toString() {
        return vector.name();
    }
}
