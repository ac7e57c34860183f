package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;

/** Calls for authentication codes, signatures and data at rest. */
final class SealCalls {

    /** Data to be authenticated. */
    record MacRequest(KeyName key, String context, ByteString data) {

        @Override
        public String toString() {
            return "MacRequest(" + key + ")";
        }
    }

    /** A part of a long message and how much of it there is already. */
    record MessagePart(int loaded, ByteString data) {}

    /** A message that was loaded, to be authenticated; without a context to be signed. */
    record Loaded(KeyName key, String context, int loaded) {

        @Override
        public String toString() {
            return "Loaded(" + key + ", " + loaded + ")";
        }
    }

    /** The data key of a batch. */
    record BatchKey(String batch, ByteString wrappedKey) {

        @Override
        public String toString() {
            return "BatchKey(" + batch.length() + ")";
        }
    }

    /** Data at rest and the place they are bound to. */
    record BatchData(BatchKey key, String place, ByteString data) {

        @Override
        public String toString() {
            return "BatchData(" + data.size() + ")";
        }
    }

    static final HostCall<MacRequest, ByteString> MAC = new HostCall<>(
            HostOperation.MAC,
            request -> HostFields.of(HostField.KEY, request.key())
                    .with(HostField.CONTEXT, request.context())
                    .with(HostField.DATA, request.data()),
            fields -> new MacRequest(
                    fields.key(HostField.KEY), fields.text(HostField.CONTEXT), fields.bytes(HostField.DATA)),
            SealCalls::data,
            SealCalls::data);

    static final HostCall<MessagePart, Integer> LOAD = new HostCall<>(
            HostOperation.LOAD_MESSAGE,
            part -> HostFields.of(HostField.LOADED, part.loaded()).with(HostField.DATA, part.data()),
            fields -> new MessagePart(fields.number(HostField.LOADED), fields.bytes(HostField.DATA)),
            loaded -> HostFields.of(HostField.LOADED, loaded),
            fields -> fields.number(HostField.LOADED));

    static final HostCall<Loaded, ByteString> MAC_LOADED = new HostCall<>(
            HostOperation.MAC_LOADED,
            wanted -> HostFields.of(HostField.KEY, wanted.key())
                    .with(HostField.CONTEXT, wanted.context())
                    .with(HostField.LOADED, wanted.loaded()),
            fields -> new Loaded(
                    fields.key(HostField.KEY), fields.text(HostField.CONTEXT), fields.number(HostField.LOADED)),
            SealCalls::data,
            SealCalls::data);

    static final HostCall<Loaded, ByteString> SIGN_LOADED = new HostCall<>(
            HostOperation.SIGN_LOADED,
            wanted -> HostFields.of(HostField.KEY, wanted.key()).with(HostField.LOADED, wanted.loaded()),
            fields -> new Loaded(fields.key(HostField.KEY), "", fields.number(HostField.LOADED)),
            signature -> HostFields.of(HostField.SIGNATURE, signature),
            fields -> fields.bytes(HostField.SIGNATURE));

    static final HostCall<String, ByteString> CREATE_BATCH_KEY = new HostCall<>(
            HostOperation.CREATE_BATCH_KEY,
            batch -> HostFields.of(HostField.BATCH, batch),
            fields -> fields.text(HostField.BATCH),
            wrapped -> HostFields.of(HostField.WRAPPED_KEY, wrapped),
            fields -> fields.bytes(HostField.WRAPPED_KEY));

    static final HostCall<BatchKey, HostFields> CHECK_BATCH_KEY = new HostCall<>(
            HostOperation.CHECK_BATCH_KEY,
            SealCalls::batchKey,
            SealCalls::batchKey,
            nothing -> HostFields.NONE,
            fields -> HostFields.NONE);

    static final HostCall<BatchData, ByteString> SEAL = atRest(HostOperation.SEAL_DATA);

    static final HostCall<BatchData, ByteString> OPEN = atRest(HostOperation.OPEN_DATA);

    private SealCalls() {}

    private static HostCall<BatchData, ByteString> atRest(HostOperation operation) {
        return new HostCall<>(
                operation,
                wanted -> batchKey(wanted.key())
                        .with(HostField.PLACE, wanted.place())
                        .with(HostField.DATA, wanted.data()),
                fields -> new BatchData(batchKey(fields), fields.text(HostField.PLACE), fields.bytes(HostField.DATA)),
                SealCalls::data,
                SealCalls::data);
    }

    private static HostFields batchKey(BatchKey key) {
        return HostFields.of(HostField.BATCH, key.batch()).with(HostField.WRAPPED_KEY, key.wrappedKey());
    }

    private static BatchKey batchKey(HostFields fields) {
        return new BatchKey(fields.text(HostField.BATCH), fields.bytes(HostField.WRAPPED_KEY));
    }

    private static HostFields data(ByteString value) {
        return HostFields.of(HostField.DATA, value);
    }

    private static ByteString data(HostFields fields) {
        return fields.bytes(HostField.DATA);
    }
}
