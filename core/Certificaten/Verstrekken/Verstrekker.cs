using Isop.Core.Bezorging;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Core.Certificaten.Verstrekken;

/// <summary>
/// Carries out an order: at least once in, exactly one certificate out. The deelnemer's place in the training holds the number, drawn once;
/// the certificate is added under its number if it is not there. So an order may come twice, to two processes at once, and stop at any step.
/// </summary>
public sealed class Verstrekker(
    IDocumentStore store, TrainingStore trainingen, CertificaatStore certificaten, RegisterStore registers, Badgemaker badges, Statuslijsten statuslijsten,
    Ondertekening ondertekening, Kaartmoment kaartmoment, IOptions<CertificaatOptions> options, TimeProvider clock)
{
    private const string Places = "certificaat:";

    /// <exception cref="Sleutels.KeyVaultUnavailableException">This process may not use the vault's key, or the vault does not answer.</exception>
    public ValueTask<Verstrekuitkomst> VoerUitAsync(Verstrekbon bon, CancellationToken ct) => bon switch
    {
        Verstrekbon.Nieuw o => IssueAsync(o.Training, o.Deelnemer, ct),
        Verstrekbon.Volg o => FollowAsync(o.Nummer, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(bon)),
    };

    /// <summary>What of a training's decision is yet to be carried out; null when there is no decision.</summary>
    public async ValueTask<IReadOnlyList<Verstrekbon>?> OpenAsync(string training, CancellationToken ct) =>
        await trainingen.FindAsync(training, ct) is { Verstrekking: { } besluit } ? await OpenAsync(training, besluit, ct) : null;

    /// <summary>The numbers of a training's certificates, by deelnemer.</summary>
    public async ValueTask<IReadOnlyDictionary<string, Certificaatnummer>> NummersAsync(string training, CancellationToken ct) =>
        (await PlacesAsync(training, ct)).Where(p => p.Value is { Klaar: true, Vervallen: false }).ToDictionary(p => p.Key, p => p.Value.Nummer);

    /// <summary>Tells who organised it when the last one is there.</summary>
    public async ValueTask MeldAlsKlaarAsync(string training, CancellationToken ct)
    {
        // Counted before: somebody who is added meanwhile makes it not ready.
        if (await trainingen.FindAsync(training, ct) is { Verstrekking: { } besluit, Verstrekt: null } && await OpenAsync(training, besluit, ct) is [])
        {
            await trainingen.DecideAsync(training, new Trainingsopdracht.MeldVerstrekt(besluit.Deelnemers.Count), await registers.CurrentAsync(ct), clock.GetUtcNow(), ct);
        }
    }

    private async ValueTask<IReadOnlyList<Verstrekbon>> OpenAsync(string training, Verstrekbesluit besluit, CancellationToken ct)
    {
        var places = await PlacesAsync(training, ct);
        return [.. besluit.Deelnemers.Where(d => places.GetValueOrDefault(d) is not { Klaar: true }).Select(d => new Verstrekbon.Nieuw(training, d))];
    }

    private async ValueTask<Verstrekuitkomst> IssueAsync(string id, string deelnemer, CancellationToken ct)
    {
        if (await trainingen.FindAsync(id, ct) is not { Verstrekking: { } besluit } training || !besluit.Deelnemers.Contains(deelnemer) || training.Find(deelnemer) is not { } who)
        {
            return new Verstrekuitkomst.Geweigerd("Het onderwijsbureau heeft niet besloten dit certificaat te verstrekken.");
        }

        var place = await PlaceAsync(id, deelnemer, ct);
        if (place.Value.Klaar)
        {
            return new Verstrekuitkomst.AlGedaan(place.Value.Nummer);
        }

        if (ondertekening.Ontbreekt is { } reden)
        {
            return new Verstrekuitkomst.NietNu(reden);
        }

        // Who was erased in the meantime gets none: there is no name to put on it.
        var erased = who.IsGewist;
        if (!erased && await certificaten.FindAsync(place.Value.Nummer, ct) is null)
        {
            await MakeAsync(training, who, place.Value, ct);
        }

        var done = Documents.Save(Places + deelnemer, place.Value with { Klaar = true, Vervallen = erased }, place, CoreJson.Default.Certificaatplaats);
        // A conflict: somebody else did it too.
        await store.CommitAsync(TrainingStore.PartitionOf(id), [done], ct);
        return new Verstrekuitkomst.Gedaan(place.Value.Nummer);
    }

    private async ValueTask MakeAsync(Training training, Deelnemer who, Certificaatplaats place, CancellationToken ct)
    {
        var (register, settings) = (await registers.CurrentAsync(ct), options.Value);
        var person = who.Persoon is { } p ? register.Find(p) : null;
        var parts = training.Delen.Where(d => d.Datum is not null && (d.Aanwezig is null || d.Aanwezig.Contains(who.Id))).ToList();
        var soort = training.Wat;
        var facts = new Certificaat
        {
            Nummer = place.Nummer, Training = training.Id, Soort = soort.Code, Titel = soort.Naam, Omschrijving = soort.Omschrijving,
            Dagen = [.. parts.Select(d => d.Datum!.Value)], Minuten = parts.Sum(d => d.Minuten),
            Waar = Trainingsplaats.Waar(training, register), Inhoud = training.Inhoud?.Tekst ?? "", Studiejaar = training.Studiejaar,
            Uitgever = settings.Uitgever, Ondertekenaar = settings.Ondertekenaar, Functie = settings.Functie, Verstrekt = place.Op,
            GeldigTot = soort.GeldigTot(register.Kalender, training.Laatste ?? place.Op), Sjabloon = Certificaatpdf.Sjabloon, Adres = settings.AdresVan(place.Nummer),
            Statusplek = await statuslijsten.NeemPlekAsync(training.Studiejaar, place.Nummer, ct),
        };
        var holder = new Certificaathouder(place.Nummer, who.Persoon, person?.Naam ?? who.Naam, person?.Email ?? who.Email);
        await PublishAsync(facts, holder, "verstrekt", training.Organisaties[0], register, ct);
    }

    /// <summary>What a decision about a certificate brings: the one that takes its place, and that machines are told.</summary>
    private async ValueTask<Verstrekuitkomst> FollowAsync(Certificaatnummer nummer, CancellationToken ct)
    {
        if (await certificaten.FindAsync(nummer, ct) is not { } blad)
        {
            return new Verstrekuitkomst.Geweigerd("Dit certificaat is er niet.");
        }

        if (blad.Stand.Staat)
        {
            return new Verstrekuitkomst.AlGedaan(nummer);
        }

        if (ondertekening.Ontbreekt is { } reden)
        {
            return new Verstrekuitkomst.NietNu(reden);
        }

        if (blad is { Stand.Vervangen: { Verstrekt: false } vervanging, Houder: { NieuweNaam: { } naam } houder })
        {
            if (await certificaten.FindAsync(vervanging.Opvolger, ct) is null)
            {
                await ReplaceAsync(blad.Certificaat, houder, naam, vervanging, ct);
            }

            await certificaten.DecideAsync(nummer, new Certificaatopdracht.IsVervangen(vervanging.Opvolger), clock.GetUtcNow(), ct);
            if (await certificaten.FindAsync(nummer, ct) is { Houder: null })
            {
                // The name was removed while the new one was made: it goes there too.
                await certificaten.VerwijderNaamAsync(vervanging.Opvolger, "systeem", clock.GetUtcNow(), ct);
            }
        }

        await certificaten.VervalAsync(blad, ct);
        await statuslijsten.ZetAsync(blad.Certificaat.Statusplek, ct);
        return new Verstrekuitkomst.Gedaan(nummer);
    }

    private async ValueTask ReplaceAsync(Certificaat was, Certificaathouder houder, string naam, Vervanging vervanging, CancellationToken ct)
    {
        var settings = options.Value;
        var facts = was with
        {
            Nummer = vervanging.Opvolger, Vervangt = was.Nummer, Verstrekt = vervanging.Op, Sjabloon = Certificaatpdf.Sjabloon, Adres = settings.AdresVan(vervanging.Opvolger),
            Uitgever = settings.Uitgever, Ondertekenaar = settings.Ondertekenaar, Functie = settings.Functie,
            Statusplek = await statuslijsten.NeemPlekAsync(was.Studiejaar, vervanging.Opvolger, ct),
        };
        await PublishAsync(facts, houder with { Nummer = facts.Nummer, Naam = naam, NieuweNaam = null }, "opnieuw", null, await registers.CurrentAsync(ct), ct);
    }

    private async ValueTask PublishAsync(Certificaat facts, Certificaathouder holder, string occasion, string? organisatie, RegisterSnapshot register, CancellationToken ct)
    {
        var pdf = Certificaatpdf.Maak(facts, holder.Naam).Bytes;
        var badge = await badges.MaakAsync(facts, holder, ct);
        await certificaten.GeefUitAsync(new Uitgifte(facts, holder, pdf, badge), Tell(facts, holder, occasion, organisatie, register), ct);
    }

    /// <summary>Who left keeps the certificate, and is not written to.</summary>
    private IReadOnlyList<Intent> Tell(Certificaat facts, Certificaathouder holder, string occasion, string? organisatie, RegisterSnapshot register)
    {
        var now = clock.GetUtcNow();
        return holder.Persoon is not { } person || register.Find(person) is not { Beeindigd: null } ? []
        :
        [
            new BezorgIntent
            {
                Person = person, Kind = Trainingskaarten.Certificaat, Case = $"{facts.Nummer}", Occasion = occasion,
                Due = organisatie is null ? kaartmoment.VoorInstituut(register, person, now) : kaartmoment.VoorWerk(register, person, organisatie, now),
            },
        ];
    }

    /// <summary>The place of a deelnemer, with a number that is drawn once.</summary>
    private async ValueTask<Stored<Certificaatplaats>> PlaceAsync(string training, string deelnemer, CancellationToken ct)
    {
        var partition = TrainingStore.PartitionOf(training);
        while (true)
        {
            if (await store.ReadAsync(partition, Places + deelnemer, CoreJson.Default.Certificaatplaats, ct) is { } place)
            {
                return place;
            }

            var fresh = new Certificaatplaats(Certificaatnummer.Trek(), AmsterdamTime.DateOf(clock.GetUtcNow()));
            await store.CommitAsync(partition, [Documents.Add(Places + deelnemer, fresh, CoreJson.Default.Certificaatplaats)], ct);
        }
    }

    private async ValueTask<Dictionary<string, Certificaatplaats>> PlacesAsync(string training, CancellationToken ct)
    {
        Dictionary<string, Certificaatplaats> places = [];
        await foreach (var (row, place) in store.ReadRangeAsync(TrainingStore.PartitionOf(training), RowRange.Prefix(Places), CoreJson.Default.Certificaatplaats, ct))
        {
            places[row[Places.Length..]] = place.Value;
        }

        return places;
    }
}

/// <summary>The number that a deelnemer's certificate has, or will have.</summary>
/// <param name="Nummer">Drawn once.</param>
/// <param name="Op">The day of issue.</param>
/// <param name="Klaar">It is there.</param>
/// <param name="Vervallen">There will be none: the person was erased before.</param>
public sealed record Certificaatplaats(Certificaatnummer Nummer, DateOnly Op, bool Klaar = false, bool Vervallen = false);

/// <summary>What became of an order.</summary>
public abstract record Verstrekuitkomst
{
    private Verstrekuitkomst()
    {
    }

    public sealed record Gedaan(Certificaatnummer Nummer) : Verstrekuitkomst;

    public sealed record AlGedaan(Certificaatnummer Nummer) : Verstrekuitkomst;

    /// <param name="Reden">A Dutch sentence for the onderwijsbureau.</param>
    public sealed record Geweigerd(string Reden) : Verstrekuitkomst;

    /// <summary>It can be done later: something is missing here.</summary>
    /// <param name="Reden">A Dutch sentence for who looks after the installation.</param>
    public sealed record NietNu(string Reden) : Verstrekuitkomst;
}
