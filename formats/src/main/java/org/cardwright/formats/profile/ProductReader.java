package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ScreeningPolicy;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.profile.xml.ApplicationType;
import org.cardwright.formats.profile.xml.CpsType;
import org.cardwright.formats.profile.xml.OrdersType;
import org.cardwright.formats.profile.xml.Product;

/** Puts a product together for one issuer and segment. */
final class ProductReader {

    /** The shorter block: 3DES. */
    private static final int CIPHER_BLOCK_BYTES = 8;

    private final ProfileDocument document;
    private final Product product;
    private final ReadingContext context;

    ProductReader(ProfileLibrary.ProductFile file, ReadingContext context) {
        this.document = file.document();
        this.product = file.product();
        this.context = context;
    }

    EffectiveProduct read() {
        context.use("product", document.file(), document.hash());
        ChipProfile chip = context.chip(document, product.getChip());
        CpsProfile cps = cps(product.getCps());
        List<ApplicationProfile> applications = applications();
        TracksProfile stripe = new TrackReader(document).readWithoutCvc3(product.getStripe());
        CardValueProfile cardValues = cardValues();
        for (DgiProfile dgi :
                applications.stream().flatMap(a -> a.dgis().stream()).toList()) {
            requireTransportKey(cps, dgi);
            requireInOrder(dgi);
        }
        new CardValueUse(document, product, cardValues).check(stripe, applications);
        Optional<NewPinProfile> newPin = new NewPinReader(document, product, context).read(cardValues, applications);
        EffectiveProduct.Identity identity = new EffectiveProduct.Identity(
                product.getId(),
                product.getVersion(),
                product.getTitle(),
                context.issuer(),
                context.segment(),
                product.getPlastic(),
                Optional.ofNullable(product.getSurface()),
                context.bins(),
                context.used());
        return new EffectiveProduct(
                identity,
                ordering(product.getOrders(), newPin),
                new EffectiveProduct.Outside(cardValues, stripe),
                new EffectiveProduct.Inside(chip, cps, applications));
    }

    private List<ApplicationProfile> applications() {
        List<ApplicationProfile> applications = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (ApplicationType said : product.getApplication()) {
            if (!ids.add(said.getId())) {
                throw document.error(said, "application " + said.getId() + " stands twice");
            }
            applications.add(new ApplicationReader(document, context, said).read());
        }
        for (int i = 0; i < applications.size(); i++) {
            for (String named : DirectoryEntries.named(applications.get(i))) {
                if (!ids.contains(named)) {
                    throw document.error(product.getApplication().get(i), "no application " + named);
                }
            }
        }
        return applications;
    }

    private EffectiveProduct.Ordering ordering(OrdersType said, Optional<NewPinProfile> newPin) {
        Set<ServiceCode> serviceCodes = new LinkedHashSet<>();
        said.getServiceCodes().forEach(code -> serviceCodes.add(new ServiceCode(code)));
        Map<String, Integer> secrets = new HashMap<>();
        for (OrdersType.Secret secret : said.getSecret()) {
            if (secret.getBytes() % CIPHER_BLOCK_BYTES != 0) {
                throw document.error(secret, "a secret comes as whole cipher blocks of 8 bytes, 16 under AES");
            }
            secrets.put(secret.getField(), secret.getBytes());
        }
        Product.IssuerKeys keys = product.getIssuerKeys();
        if (said.isPinRequired() && keys.getPin() == null) {
            throw document.error(keys, "a product with a PIN needs the PIN key of the issuer");
        }
        return new EffectiveProduct.Ordering(
                bins(),
                serviceCodes,
                said.getLongestYears(),
                said.isNameRequired(),
                said.isPinRequired(),
                Set.copyOf(said.getLanguages()),
                said.getFont(),
                said.getLineUm() == null ? ScreeningPolicy.NAME_LINE_MICROMETRES : said.getLineUm(),
                secrets,
                newPin.map(NewPinProfile::storageKey)
                        .or(() -> Optional.ofNullable(keys.getPin()).map(context::key)),
                newPin,
                Optional.ofNullable(keys.getData()).map(context::key),
                Optional.ofNullable(keys.getKek()).map(context::key),
                keys.getDataMode().equals("CBC"));
    }

    private List<String> bins() {
        return bins(product, context.issuer());
    }

    /** The leading digits that belong to the issuer; empty when the product is not for him. */
    static List<String> bins(Product product, String issuer) {
        return product.getBin().stream()
                .filter(bin -> bin.getIssuer() == null || bin.getIssuer().equals(issuer))
                .map(Product.Bin::getPrefix)
                .toList();
    }

    private CardValueProfile cardValues() {
        Product.CardValues said = product.getCardValues();
        if (said == null) {
            return CardValueProfile.NONE;
        }
        if (said.getPvki().length() != 1) {
            throw document.error(said, "pvki is one digit");
        }
        return new CardValueProfile(
                Optional.ofNullable(said.getCvk()).map(context::key),
                Optional.ofNullable(said.getPvk()).map(context::indexedKey),
                Integer.parseInt(said.getPvki()),
                Optional.ofNullable(said.getPinOffset()).map(this::pinOffset),
                said.isPrinted(),
                said.getPrintedExpiry().equals("MMYY"));
    }

    private PinOffsetProfile pinOffset(Product.CardValues.PinOffset said) {
        return new PinOffsetProfile(
                context.key(said.getKey()),
                said.getPinDigits(),
                said.getDecimalisation(),
                said.getFirstPanDigit(),
                said.getPanDigits(),
                said.getFill().charAt(0));
    }

    private CpsProfile cps(CpsType said) {
        List<CpsProfile.TransportKey> keys = new ArrayList<>();
        for (CpsType.TransportKey key : said.getTransportKey()) {
            SecretClass secretClass = SecretClass.valueOf(key.getClazz());
            ByteString tkid = ByteString.fromHex(key.getTkid());
            boolean twice = keys.stream().anyMatch(other -> other.secretClass() == secretClass);
            if (secretClass == SecretClass.CLEAR || twice || tkid.isEmpty()) {
                throw document.error(key, "one transport key with a TKID for each of KEY, PIN and DATA");
            }
            keys.add(new CpsProfile.TransportKey(
                    secretClass,
                    context.indexedKey(key.getLabel()),
                    tkid,
                    key.getMode().equals("CBC")));
        }
        return new CpsProfile(said.getMic(), said.getLccaWidth(), said.isModuleHeader(), said.getVnl(), keys);
    }

    private void requireTransportKey(CpsProfile cps, DgiProfile dgi) {
        if (dgi.secretClass() != SecretClass.CLEAR
                && cps.transportKey(dgi.secretClass()).isEmpty()) {
            throw document.error(
                    product.getCps(),
                    "DGI " + DgiProfile.text(dgi.dgis().get(0)) + " is " + dgi.secretClass()
                            + ", but there is no such transport key");
        }
    }

    /** Secrets that come from the issuer must be asked of him. */
    private void requireInOrder(DgiProfile dgi) {
        OrdersType orders = product.getOrders();
        if (dgi instanceof DgiProfile.Pin && !NewPinReader.hasPin(product)) {
            throw document.error(
                    orders,
                    "there is a place for the PIN, so pin-required must be true, or new-pin say how it is made");
        }
        if (dgi instanceof DgiProfile.IssuerSecret secret
                && orders.getSecret().stream().noneMatch(s -> s.getField().equals(secret.field()))) {
            throw document.error(orders, "there is a place for " + secret.field() + ", but no order has it");
        }
        if (dgi instanceof DgiProfile.IssuerSecret secret) {
            requireKey(secret);
        }
    }

    /** Data never pass for keys: what comes under D0 leaves under D0, what comes under K0 under K0. ANSI X9.143, 6.3.1. */
    private void requireKey(DgiProfile.IssuerSecret secret) {
        Product.IssuerKeys keys = product.getIssuerKeys();
        boolean there = switch (secret.secretClass()) {
            case KEY -> keys.getKek() != null;
            case DATA -> keys.getData() != null;
            case PIN, CLEAR -> false;
        };
        if (!there) {
            throw document.error(
                    keys,
                    secret.field() + " leaves as " + secret.secretClass()
                            + ": a KEY needs the kek of the issuer, DATA his data key");
        }
    }
}
