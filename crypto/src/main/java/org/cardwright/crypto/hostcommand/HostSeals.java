package org.cardwright.crypto.hostcommand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Seals;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.crypto.module.SignedMessage;
import org.cardwright.formats.bytes.ByteString;

/**
 * Authentication codes and signatures of the device. A message that is longer than a frame is loaded in parts first, over the same
 * connection; when that is lost, it is loaded again. RFC 2104, RFC 8032.
 */
final class HostSeals implements Seals {

    private final HostClient client;
    private final HostInventory inventory;

    HostSeals(HostClient client, HostInventory inventory) {
        this.client = client;
        this.inventory = inventory;
    }

    @Override
    public List<ByteString> mac(KeyName key, String context, List<ByteString> data) {
        int most = client.most(HostOperation.MAC, HostField.DATA);
        List<ByteString> macs = new ArrayList<>(data.size());
        int from = 0;
        for (int i = 0; i < data.size(); i++) {
            if (data.get(i).size() > most) {
                macs.addAll(macAll(key, context, data.subList(from, i)));
                macs.add(macLong(key, context, data.get(i)));
                from = i + 1;
            }
        }
        macs.addAll(macAll(key, context, data.subList(from, data.size())));
        return macs;
    }

    private List<ByteString> macAll(KeyName key, String context, List<ByteString> data) {
        return client.all(
                SealCalls.MAC,
                data.stream()
                        .map(one -> new SealCalls.MacRequest(key, context, one))
                        .toList());
    }

    private ByteString macLong(KeyName key, String context, ByteString data) {
        try {
            return overMessage(
                    SealCalls.MAC_LOADED,
                    loaded -> new SealCalls.Loaded(key, context, loaded),
                    out -> out.write(data.toByteArray()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public ByteString sign(KeyName key, ByteString data) {
        try {
            return sign(key, out -> out.write(data.toByteArray()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public ByteString sign(KeyName key, SignedMessage message) throws IOException {
        ByteString signature =
                overMessage(SealCalls.SIGN_LOADED, loaded -> new SealCalls.Loaded(key, "", loaded), message);
        HostResult.require(
                SignatureVerifier.ed25519().verify(inventory.knownSigningKey(key), message, signature),
                HostOperation.SIGN_LOADED,
                "it does not verify");
        return signature;
    }

    /** The request for a message of that many bytes. */
    @FunctionalInterface
    private interface Request {
        SealCalls.Loaded over(int loaded);
    }

    private ByteString overMessage(HostCall<SealCalls.Loaded, ByteString> call, Request request, SignedMessage message)
            throws IOException {
        HostCommand command = client.command(call.operation());
        List<ByteString> answers = new ArrayList<>();
        try {
            client.cluster().run(call.operation(), conversation -> {
                int loaded = load(message, conversation);
                conversation.ask(
                        command,
                        client.encoded(command, call.ask().apply(request.over(loaded))),
                        answer -> answers.add(HostAnswers.checked(command, call.answered(), answer)));
            });
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return answers.get(0);
    }

    private int load(SignedMessage message, HostConversation conversation) throws LostConnectionException {
        MessageLoading out = new MessageLoading(client, conversation);
        try {
            message.writeTo(out);
            return out.complete();
        } catch (LostConnectionException lost) {
            throw lost;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public boolean verify(ByteString publicKey, ByteString data, ByteString signature) {
        return SignatureVerifier.ed25519().verify(publicKey, data, signature);
    }
}
