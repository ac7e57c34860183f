package org.cardwright.formats.profile;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.profile.xml.Product;

/** Reads how a product comes to PINs that are made here, and holds it against the rest of the product. */
final class NewPinReader {

    /** Where printers of PIN mailers find the PIN. */
    private static final int MAILED = 0x8010;

    private final ProfileDocument document;
    private final Product product;
    private final ReadingContext context;

    NewPinReader(ProfileDocument document, Product product, ReadingContext context) {
        this.document = document;
        this.product = product;
        this.context = context;
    }

    /** Is there a PIN, from the issuer or made here? */
    static boolean hasPin(Product product) {
        return product.getOrders().isPinRequired() || product.getNewPin() != null;
    }

    Optional<NewPinProfile> read(CardValueProfile values, List<ApplicationProfile> applications) {
        Product.NewPin said = product.getNewPin();
        if (said == null) {
            return Optional.empty();
        }
        if (product.getOrders().isPinRequired()) {
            throw document.error(
                    said, "a PIN comes from the issuer or is made here: with new-pin, pin-required is false");
        }
        if (product.getIssuerKeys().getPin() != null) {
            throw document.error(said, "with new-pin no PIN blocks of the issuer come, so issuer-keys has no pin");
        }
        requireUsable(said, values, applications);
        KeyReference storageKey = context.key(said.getStorageKey());
        values.pvk().filter(pvk -> !pvk.owner().equals(storageKey.owner())).ifPresent(pvk -> {
            throw document.error(
                    said, "the storage key and the pvk belong to one issuer: their labels begin with the same name");
        });
        return Optional.of(new NewPinProfile(new PinSource.Random(said.getDigits()), storageKey));
    }

    /**
     * Nobody has a drawn PIN but who reads it out of the sealed record, and no IBM offset is computed of it: an offset under a rule of the
     * caller's choice tells the natural PIN, and then the drawn one.
     */
    private void requireUsable(Product.NewPin said, CardValueProfile values, List<ApplicationProfile> applications) {
        if (values.pinOffset().isPresent()) {
            throw document.error(
                    said, "a RANDOM PIN has no IBM 3624 offset, so card-values has no pin-offset; a PVV is possible");
        }
        boolean leaves = applications.stream()
                .flatMap(application -> application.dgis().stream())
                .anyMatch(dgi -> dgi instanceof DgiProfile.Pin pin && pin.dgi() == MAILED);
        if (!leaves) {
            throw document.error(
                    said,
                    "a RANDOM PIN is told to nobody unless an application has it in data grouping 8010, which PIN mailers read");
        }
    }
}
