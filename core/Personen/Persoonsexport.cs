using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Bezoeken;
using Isop.Core.Bezorging;
using Isop.Core.Intervisie;
using Isop.Core.Inzage;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Personen;

/// <summary>
/// Everything that is stored about one person, for that person: what is hers, what she wrote, and what others wrote about her as far as
/// she may read it herself (<see cref="Leesrechten"/>). Never what is private to somebody else: notes, drafts, the moments at which
/// another filled in, what another asked the bureau. What a student answered is the student's own and not in a mentor's export.
/// </summary>
public sealed class Persoonsexport(IDocumentStore store, RegisterStore registers, TussenevaluatieStore zaken)
{
    /// <summary>
    /// Tables of which a person gets what is hers. What else goes when she is erased may hold others as well: the cells of a file that was
    /// refused, for instance.
    /// </summary>
    private static readonly HashSet<string> Tables =
        ["agenda", "agendalinks", "bevoegdheden", "bezorgingen", "bezorgproblemen", "certificaten", "gesprekken", "installaties", "koppelingen", "links", "meldingen", "outlook", "postvak", "sessies", "trainingen", "webhooks"];

    private readonly Persoonszoeker _zoeker = new(store, registers);

    /// <summary>Null when nobody ever had this address.</summary>
    public async ValueTask<Persoonsdossier?> ReadAsync(string adres, LeesrechtOptions leesrecht, CancellationToken cancellationToken)
    {
        // Who never was in the register may have written all the same.
        var known = await _zoeker.FindAsync(adres, cancellationToken);
        var wie = known ?? await _zoeker.WholeAsync(new Identiteit { Id = PersonId.From(Guid.NewGuid()), Adressen = [adres] }, cancellationToken);
        var register = await registers.CurrentAsync(cancellationToken);
        var dossier = new Dossier(wie, register);
        await foreach (var version in _zoeker.EarlierAsync(cancellationToken))
        {
            dossier.AddVersion(version);
        }

        await foreach (var table in store.Whole().TablesAsync(cancellationToken))
        {
            await foreach (var (partition, document) in store.Whole().ReadTableAsync(table, cancellationToken))
            {
                // Who makes the file is somebody else than whose it is.
                if (Verzwegen.Zonder(partition, document) is { } shown)
                {
                    await ReadAsync(dossier, partition, shown, leesrecht, cancellationToken);
                }
            }
        }

        var whole = dossier.Close();
        return known is null && whole.Bestanden.Count == 0 ? null : whole;
    }

    /// <summary>Keeps in the audit that it was made: it holds what only few may read.</summary>
    public async ValueTask KeepAsync(Persoonsdossier dossier, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var line = new InzageRegel { At = now, By = "beheerder", Soort = InzageSoort.PersoonGeexporteerd, About = dossier.Persoon?.Id };
        await store.CommitAsync(RegisterStore.Partition, [InzageRijen.Row(line)], cancellationToken);
    }

    private async ValueTask ReadAsync(
        Dossier dossier, Partition partition, Document document, LeesrechtOptions leesrecht, CancellationToken cancellationToken)
    {
        if (partition.Table == TussenevaluatiePlanning.Capability)
        {
            if (document.Row == TussenevaluatieStore.ZaakRow)
            {
                var zaak = Documents.Parse(document, CoreJson.Default.Zaak).Value;
                await ReadCaseAsync(dossier, zaak, leesrecht, cancellationToken);
            }
        }
        else if (partition.Table == Bezoekkaarten.Capability)
        {
            ReadVisits(dossier, document);
        }
        else if (partition.Table == Intervisiekaarten.Capability)
        {
            ReadIntervisie(dossier, document);
        }
        else if (partition.Table == KennismakingStore.Table)
        {
            ReadStart(dossier, document);
        }
        else if (partition == ImpulsStore.Alle && document.Row.StartsWith(ImpulsStore.Prefix, StringComparison.Ordinal))
        {
            ReadImpuls(dossier, document);
        }
        else if (document.Row.StartsWith("inzage:", StringComparison.Ordinal))
        {
            dossier.AddLine(Documents.Parse(document, CoreJson.Default.InzageRegel).Value, partition.Key == dossier.Wie.Id.ToString());
        }
        else if (Tables.Contains(partition.Table) && dossier.Herkenning.Of(partition, document) is Spoor.Eigen
            && (partition.Table is not ("agenda" or "bezorgproblemen" or "webhooks") || dossier.Herkenning.IsFor(document)))
        {
            dossier.AddOwn(partition, document);
        }
    }

    /// <summary>The visits in which the person has or had a part; what was said about extra guidance only to who may read it.</summary>
    private static void ReadVisits(Dossier dossier, Document document)
    {
        var id = dossier.Wie.Id;
        if (document.Row == BezoekStore.JaarRow)
        {
            var jaar = Documents.Parse(document, CoreJson.Default.Bezoekjaar).Value;
            foreach (var b in jaar.Bezoeken.Where(b => Bezoekregels.IsBetrokken(jaar, b, id, dossier.Register)))
            {
                var hidden = b.Verslag is { Extra: not null, Gelezen: null } && b.Student != id && b.Verslag.Door != id;
                dossier.AddVisit(hidden ? b with { Verslag = b.Verslag! with { Extra = null } } : b);
            }

            if (jaar is { Beschikbaarheid: { } said } && jaar.Bezoeker == id)
            {
                dossier.AddAvailability(said);
            }
        }
        else if (document.Row == BezoekStore.BezetRow)
        {
            dossier.AddBusy(Documents.Parse(document, CoreJson.Default.Bezetting).Value);
        }
        else if (dossier.Herkenning.Of(new Partition(BezoekStore.Table, "opleider:"), document) is Spoor.Eigen or Spoor.Genoemd
            && document.Body.Length > 0 && JsonNode.Parse(document.Body.Span) is JsonObject body && (string?)body["opleider"] == id.ToString())
        {
            dossier.AddOwn(new Partition(BezoekStore.Table, "opleider"), document);
        }
    }

    /// <summary>The bijeenkomsten at which the person belonged; of the others who were or were not there nothing is told.</summary>
    private static void ReadIntervisie(Dossier dossier, Document document)
    {
        if (document.Row != IntervisieStore.ReeksRow)
        {
            return;
        }

        var id = dossier.Wie.Id;
        var reeks = Documents.Parse(document, CoreJson.Default.Intervisiereeks).Value;
        foreach (var b in reeks.Bijeenkomsten.Where(b => reeks.Begeleider == id || b.Leider == id || b.Gasten.Contains(id) || b.Afgemeld.Contains(id) || b.Verslag?.Door == id || b.Verslag?.Aanwezig.Contains(id) == true
            || Intervisieregels.Genodigden(reeks, b, dossier.Register).Contains(id)))
        {
            dossier.AddIntervisie(b with
            {
                Leider = b.Leider == id ? b.Leider : null,
                Gasten = Own(b.Gasten),
                NietMeer = Own(b.NietMeer),
                Afgemeld = Own(b.Afgemeld),
                Verslag = b.Verslag is { } verslag ? verslag with { Aanwezig = Own(verslag.Aanwezig) } : null,
            });
        }

        IReadOnlyList<PersonId> Own(IReadOnlyList<PersonId> people) => [.. people.Where(p => p == id)];
    }

    /// <summary>The student's own whole; of who guides her, that there was a card, without what she told and who else got it.</summary>
    private static void ReadStart(Dossier dossier, Document document)
    {
        if (document.Row == KennismakingStore.BeginRow && Documents.Parse(document, CoreJson.Default.Kennismaking).Value is var begin
            && (begin.Student == dossier.Wie.Id || begin.Verteld.Contains(dossier.Wie.Id)))
        {
            dossier.AddStart(begin.Student == dossier.Wie.Id ? begin : begin with { Regels = DrieRegels.Leeg, Verteld = [dossier.Wie.Id] });
        }
    }

    /// <summary>What the person made or changed last; who else did, and a point of a report that only its maker is sure to have read, are left out.</summary>
    private static void ReadImpuls(Dossier dossier, Document document)
    {
        var id = dossier.Wie.Id;
        var impuls = Documents.Parse(document, CoreJson.Default.Kwaliteitsimpuls).Value;
        if (impuls.Maker == id || impuls.Wijziger == id)
        {
            dossier.AddImpuls(impuls with
            {
                Maker = impuls.Maker == id ? id : PersonId.Gewist,
                Wijziger = impuls.Wijziger == id ? id : PersonId.Gewist,
                Aanleiding = impuls.Maker == id ? impuls.Aanleiding : null,
            });
        }
    }

    private async ValueTask ReadCaseAsync(Dossier dossier, Zaak zaak, LeesrechtOptions leesrecht, CancellationToken cancellationToken)
    {
        var id = dossier.Wie.Id;
        var d = zaak.Deelnemers;
        if (zaak.ZijdeVan(id) is null && d.Opleider != id && d.Studiecoach != id && !Wrote(zaak, id))
        {
            return;
        }

        var own = await zaken.ReadOwnFormulierAsync(zaak, id, cancellationToken);
        var comparison = await zaken.ReadVergelijkingAsync(zaak, id, leesrecht, cancellationToken);
        var file = new JsonObject
        {
            ["zaak"] = Persoonszaak.For(zaak, id),
            ["eigenFormulier"] = own is null || own.Schrijvers.Count == 0 && !own.Ingediend ? null : Node(own, CoreJson.Default.Formulier),
            ["formulierVanMentor"] = id == d.Student && comparison?.Mentor is { } mentor ? Node(mentor, CoreJson.Default.Antwoorden) : null,
            ["eigenNotities"] = new JsonArray([.. (await zaken.ReadNotitiesAsync(zaak, id, cancellationToken)).Select(n => Node(n, CoreJson.Default.Notitie))]),
        };
        var submitted = new JsonArray();
        await foreach (var (_, version) in store.ReadRangeAsync(
            TussenevaluatieStore.PartitionOf(zaak.Id), RowRange.Prefix("versie:"), CoreJson.Default.Versie, cancellationToken))
        {
            if (version.Value.Auteur == id)
            {
                submitted.Add(Node(version.Value, CoreJson.Default.Versie));
            }
        }

        // Also of somebody who does not guide this student any more: her own words.
        file["doorJouIngeleverd"] = submitted;
        dossier.AddCase(zaak, file);
        await foreach (var line in InzageRijen.ReadAllAsync(store, TussenevaluatieStore.PartitionOf(zaak.Id), cancellationToken))
        {
            // Who opened the answers is hers to know; when another handed in or corrected something is that person's own.
            if (line.Soort == InzageSoort.AntwoordenGeopend || line.By == id.ToString())
            {
                dossier.AddLine(line, anyway: true);
            }
        }
    }

    /// <summary>A mentor whom somebody took over from still wrote what stands there.</summary>
    private static bool Wrote(Zaak zaak, PersonId person) =>
        zaak.Student?.Auteur == person || zaak.Mentor?.Auteur == person || zaak.Gesprek.Verslag?.Door == person || zaak.Gesprek.Akkoord == person
        || zaak.Notitiemakers.Contains(person) || zaak.Twijfel?.Door == person || zaak.Gesprek.Terugblikken.Any(t => t.Van == person);

    internal static JsonNode? Node<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type);
}

/// <summary>What an export holds.</summary>
public sealed record Persoonsdossier
{
    /// <summary>As the register has the person now; null when only an earlier version does.</summary>
    public required Persoon? Persoon { get; init; }
    public required RegisterSnapshot Register { get; init; }
    public required IReadOnlyList<Zaak> Zaken { get; init; }

    /// <summary>Who opened the answers of which case when, oldest first.</summary>
    public required IReadOnlyList<InzageRegel> Geopend { get; init; }

    /// <summary>Per file of the zip its JSON: an array of documents.</summary>
    public required IReadOnlyDictionary<string, JsonArray> Bestanden { get; init; }
}
