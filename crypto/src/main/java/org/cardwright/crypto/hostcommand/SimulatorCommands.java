package org.cardwright.crypto.hostcommand;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyPairStock;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.WrappedSecretChecks;

/** What a simulator does for each operation: it asks a security module. */
final class SimulatorCommands {

    /** Work of one command. */
    @FunctionalInterface
    private interface Handler {
        HostFields answer(HostFields request, LoadedMessage message);
    }

    private final SecurityModule module;
    private final String firmware;
    private final int page;
    private final Map<HostOperation, Handler> handlers = new EnumMap<>(HostOperation.class);

    /**
     * Over a module.
     *
     * @param firmware what it says when it is asked what it is
     */
    SimulatorCommands(SecurityModule module, HostCommandTable table, String firmware) {
        this.module = module;
        this.firmware = firmware;
        this.page = table.operations().contains(HostOperation.LIST_KEYS)
                ? mostKeys(table.command(HostOperation.LIST_KEYS))
                : 0;
        general();
        keys();
        cards();
        new SimulatorSeals(module).register(this);
        checks();
    }

    private static int mostKeys(HostCommand command) {
        return command.answer().stream()
                .filter(ListRule.class::isInstance)
                .mapToInt(rule -> ((ListRule) rule).size().most())
                .findFirst()
                .orElse(0);
    }

    /** Does a command. */
    HostFields answer(HostOperation operation, HostFields request, LoadedMessage message) {
        Handler handler = handlers.get(operation);
        if (handler == null) {
            throw new IllegalStateException("no handler for " + operation);
        }
        return handler.answer(request, message);
    }

    /** A command with one request. */
    <Q, A> void one(HostCall<Q, A> call, Function<Q, A> work) {
        with(call, (request, message) -> work.apply(request));
    }

    /** A command that uses the loaded message. */
    <Q, A> void with(HostCall<Q, A> call, BiFunction<Q, LoadedMessage, A> work) {
        handlers.put(call.operation(), (fields, message) -> {
            Q request = HostFields.checked(() -> call.asked().apply(fields));
            return call.answer().apply(work.apply(request, message));
        });
    }

    /** A command with a batch of requests. */
    <Q, A> void batch(HostCall<Q, A> call, Function<List<Q>, List<A>> work) {
        handlers.put(call.operation(), (fields, message) -> {
            List<Q> requests = HostFields.checked(() ->
                    fields.list(HostField.ITEMS).stream().map(call.asked()).toList());
            List<HostFields> answers =
                    work.apply(requests).stream().map(call.answer()).toList();
            return HostFields.of(HostField.ITEMS, answers);
        });
    }

    private void general() {
        handlers.put(HostOperation.ECHO, (fields, message) -> fields);
        one(
                InventoryCalls.STATUS,
                any -> new InventoryCalls.Status(
                        firmware, module.inventory().keys().size()));
    }

    private void keys() {
        one(InventoryCalls.LIST, start -> {
            var all = module.inventory().keys();
            int from = Math.min(start, all.size());
            return new InventoryCalls.Listing(all.size(), all.subList(from, Math.min(all.size(), from + page)));
        });
        one(InventoryCalls.DESCRIBE, name -> {
            var found = module.inventory().find(name).stream().toList();
            return new InventoryCalls.Listing(found.size(), found);
        });
        one(InventoryCalls.RSA_PUBLIC_KEY, module.inventory()::rsaPublicKey);
        one(InventoryCalls.ED25519_PUBLIC_KEY, module.inventory()::ed25519PublicKey);
        life();
        KeyExchange exchange = module.keyExchange();
        one(ExchangeCalls.IMPORT_BLOCK, in -> in.into(exchange));
        one(
                ExchangeCalls.IMPORT_CRYPTOGRAM,
                in -> exchange.importCryptogram(in.transportKey(), in.cryptogram(), in.announced()));
        one(ExchangeCalls.EXPORT, exchange::export);
        one(DerivationCalls.CHECK_VALUES, module.keyDerivations()::checkValues);
        one(
                IssuerKeyCalls.GENERATE,
                wanted -> module.issuerKeys().generate(wanted.name(), wanted.modulusBits(), wanted.exponent()));
        one(
                IssuerKeyCalls.SIGN_REQUEST,
                wanted -> module.issuerKeys().signRequest(wanted.key(), wanted.frame(), wanted.content()));
        one(
                IssuerKeyCalls.SIGN_RESPONSE,
                wanted -> module.issuerKeys().signResponse(wanted.key(), wanted.frame(), wanted.content()));
        one(IssuerKeyCalls.CERTIFY, module.issuerKeys()::certify);
    }

    private void life() {
        done(InventoryCalls.CHANGE_STATE, change -> module.keyLife().change(change.key(), change.next()));
        done(InventoryCalls.LIMIT, limit -> module.keyLife().limit(limit.key(), limit.period()));
        done(InventoryCalls.AWAIT_DESTRUCTION, end -> module.keyLife().awaitDestruction(end.key(), end.notBefore()));
        done(InventoryCalls.DESTROY, module.keyLife()::destroy);
    }

    /** A command that answers that it was done. */
    private <Q> void done(HostCall<Q, HostFields> call, Consumer<Q> work) {
        one(call, request -> {
            work.accept(request);
            return HostFields.NONE;
        });
    }

    private void cards() {
        batch(CardKeyCalls.DERIVE, module.cardKeys()::derive);
        batch(CertificateCalls.GENERATE_CARD_KEY, module.certificates()::generateIccKeys);
        KeyPairStock stock = module.keyPairStock();
        one(KeyPairCalls.CREATE_STORAGE_KEY, stock::createStorageKey);
        batch(KeyPairCalls.GENERATE, stock::generate);
        batch(KeyPairCalls.CHECK, stock::areIntact);
        batch(KeyPairCalls.CERTIFY, stock::certify);
        batch(CertificateCalls.SIGN_STATIC_DATA, module.certificates()::signStaticData);
        one(CertificateCalls.CERTIFY_ISSUER_KEY, module.certificates()::certifyIssuerKey);
        batch(NewPinCalls.RANDOM, module.pins()::newPins);
        batch(PinCalls.TRANSLATE, module.pins()::translate);
        batch(PinCalls.VERIFICATION_VALUE, module.pins()::pinVerificationValues);
        batch(PinCalls.OFFSET, module.pins()::ibmOffsets);
        batch(PinCalls.TRANSLATE_DATA, module.pins()::translateSecrets);
        batch(CardValueCalls.VERIFICATION_VALUE, module.cardValues()::cardVerificationValues);
        batch(CardValueCalls.AUTHENTICATION_CODE, module.cardValues()::dataAuthenticationCodes);
        batch(CardValueCalls.CVC3_VECTOR, module.cardValues()::cvc3InitialVectors);
        batch(CardValueCalls.STATIC_CVC3, module.cardValues()::staticCvc3);
    }

    private void checks() {
        WrappedSecretChecks checks = module.checks();
        one(
                CheckCalls.PRIVATE_KEY,
                asked -> checks.privateKeyFits(asked.parts(), asked.under(), asked.publicKey(), asked.paddingFiller()));
        one(
                CheckCalls.CHECK_VALUES,
                asked -> checks.checkValuesFit(asked.cryptogram(), asked.under(), asked.checkValues()));
        one(CheckCalls.CARD_KEYS, asked -> checks.cardKeysFit(asked.cryptogram(), asked.request()));
        one(
                CheckCalls.PIN_BLOCK,
                asked -> checks.pinBlockWellFormed(asked.cryptogram(), asked.under(), asked.format()));
        one(
                CheckCalls.PIN_LENGTH,
                asked -> checks.pinHasDigits(
                        asked.block().cryptogram(),
                        asked.block().under(),
                        asked.block().format(),
                        asked.digits()));
        one(CheckCalls.SAME_PIN, asked -> checks.samePin(asked.cryptogram(), asked.sent()));
    }
}
