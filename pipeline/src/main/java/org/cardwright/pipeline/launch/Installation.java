package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.prepare.ImportedCertificates;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.issuer.IssuerFiles;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.screening.EmbossFonts;
import org.cardwright.formats.screening.Screening;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.close.PersoRelease;
import org.cardwright.pipeline.close.ReleaseVerifier;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.pipeline.step.ChosenKeys;
import org.cardwright.pipeline.step.Products;
import org.cardwright.pipeline.step.Surfaces;

/**
 * The configuration of an installation, as the pipeline needs it to define batches.
 *
 * @param module the security module
 * @param catalog all products
 * @param layouts the layouts of every issuer, the usual one first
 * @param pans how issuers want PANs shown that do not leave it at the usual 6/4
 * @param fonts tables of the machine fonts
 * @param surfaces surface layouts by name
 * @param recordKey RECORD_MAC key that binds the channels of a card
 * @param signingKey MANIFEST_SIGNING key
 * @param authorities public keys of the payment systems that certified the issuers
 * @param verifiers makes the independent verifier of a batch
 */
public record Installation(
        SecurityModule module,
        ProductCatalog catalog,
        Map<String, List<IssuerLayout>> layouts,
        Map<String, PanMask> pans,
        EmbossFonts fonts,
        Map<String, SurfaceLayout> surfaces,
        KeyName recordKey,
        KeyName signingKey,
        ImportedCertificates.Authorities authorities,
        Verifiers verifiers)
        implements BatchDefinitions {

    /** Copies the maps. */
    public Installation {
        layouts = Map.copyOf(layouts);
        pans = Map.copyOf(pans);
        surfaces = Map.copyOf(surfaces);
    }

    /** Makes the independent verifier that looks at a batch before it is released, and whenever it is asked for again. */
    @FunctionalInterface
    public interface Verifiers {

        /** The verifier of a batch. */
        ReleaseVerifier of(BatchDefinition.ReleaseSheet sheet);
    }

    @Override
    public BatchDefinition define(Question question) throws IOException {
        ChosenKeys versions = question.before()
                .map(before -> ChosenKeys.kept(before.keys()))
                .orElseGet(() -> ChosenKeys.current(
                        module.inventory(), question.earlier().chosen()));
        Products products =
                new Products(catalog.forIssuer(question.issuer()).withKeyVersions(versions), question.businessDate());
        Screening screening = new Screening(
                products::find,
                fonts,
                question.businessDate(),
                new BureauFacilities(module.inventory(), products, new Surfaces(surfaces)));
        return new ProductBatch(this, layout(question), new ProductBatch.Offer(products, versions), screening);
    }

    /** Fonts, surfaces, layouts and products of today do not matter: the manifest names what made the cards. */
    @Override
    public BatchRelease.Verdict verify(Question question, BatchDefinition.ReleaseSheet sheet) throws IOException {
        return PersoRelease.verdict(sheet.directory(), verifiers.of(sheet));
    }

    /** How an issuer wants PANs shown. */
    PanMask pans(String issuer) {
        return pans.getOrDefault(issuer, PanMask.STANDARD);
    }

    private IssuerLayout layout(Question question) throws IOException {
        List<IssuerLayout> known = layouts.getOrDefault(question.issuer(), List.of());
        if (known.isEmpty()) {
            throw new WrongUsageException("there is no issuer " + question.issuer());
        }
        if (question.before().isPresent()) {
            String name = question.before().get().layout();
            return known.stream()
                    .filter(layout -> layout.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new WrongUsageException("issuer " + question.issuer() + " has no layout " + name));
        }
        if (known.size() == 1) {
            // Its own reading says best what is wrong with the file.
            return known.get(0);
        }
        return IssuerFiles.recognize(question.file().orElseThrow(), known);
    }
}
