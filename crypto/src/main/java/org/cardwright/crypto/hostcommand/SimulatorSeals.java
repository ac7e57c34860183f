package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;

/** Authentication codes, signatures and data at rest of a simulator. */
final class SimulatorSeals {

    private final SecurityModule module;

    SimulatorSeals(SecurityModule module) {
        this.module = module;
    }

    void register(SimulatorCommands commands) {
        commands.with(SealCalls.LOAD, (part, message) -> message.add(part));
        commands.batch(SealCalls.MAC, this::macs);
        commands.with(
                SealCalls.MAC_LOADED,
                (wanted, message) -> module.seals()
                        .mac(wanted.key(), wanted.context(), List.of(message.take(wanted.loaded())))
                        .get(0));
        commands.with(
                SealCalls.SIGN_LOADED,
                (wanted, message) -> module.seals().sign(wanted.key(), message.take(wanted.loaded())));
        commands.one(SealCalls.CREATE_BATCH_KEY, module.batchKeys()::create);
        commands.one(SealCalls.CHECK_BATCH_KEY, key -> {
            opened(key).close();
            return HostFields.NONE;
        });
        commands.one(SealCalls.SEAL, this::sealed);
        commands.one(SealCalls.OPEN, this::clear);
    }

    /** Requests that follow each other under one key and context are answered together. */
    private List<ByteString> macs(List<SealCalls.MacRequest> requests) {
        List<ByteString> macs = new ArrayList<>(requests.size());
        int from = 0;
        for (int i = 1; i <= requests.size(); i++) {
            SealCalls.MacRequest first = requests.get(from);
            if (i == requests.size() || !isAlike(first, requests.get(i))) {
                List<ByteString> data = requests.subList(from, i).stream()
                        .map(SealCalls.MacRequest::data)
                        .toList();
                macs.addAll(module.seals().mac(first.key(), first.context(), data));
                from = i;
            }
        }
        return macs;
    }

    private static boolean isAlike(SealCalls.MacRequest one, SealCalls.MacRequest other) {
        return one.key().equals(other.key()) && one.context().equals(other.context());
    }

    private ByteString sealed(SealCalls.BatchData wanted) {
        try (BatchCipher cipher = opened(wanted.key())) {
            return cipher.seal(wanted.place(), wanted.data());
        }
    }

    private ByteString clear(SealCalls.BatchData wanted) {
        try (BatchCipher cipher = opened(wanted.key())) {
            return cipher.open(wanted.place(), wanted.data());
        }
    }

    private BatchCipher opened(SealCalls.BatchKey key) {
        return module.batchKeys().open(key.batch(), key.wrappedKey());
    }
}
