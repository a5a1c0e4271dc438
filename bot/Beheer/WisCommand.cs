using System.Globalization;
using Isop.Bot.Bureau;
using Isop.Core.Backup;
using Isop.Core.Bezorging;
using Isop.Core.Personen;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Beheer;

/// <summary>Erases a person, and says what was done, what stays and where else the person may still be found.</summary>
internal sealed class WisCommand(
    Wissing wissing, Wismerken merken, RegisterStore registers, Planning planning, IDocumentStore store,
    IOptions<BackupOptions> backup, OpenBackupPlek places, TimeProvider clock)
{
    public async ValueTask<Afloop> RunAsync(Opdracht.PersoonWis opdracht, Uitvoer uit, CancellationToken cancellationToken)
    {
        switch (await wissing.AskAsync(opdracht.Adres, cancellationToken))
        {
            case Wisvraag.Onbekend:
                return PersoonCommand.Unknown(opdracht.Adres, uit);
            case Wisvraag.AlGewist(var at) when opdracht.Proef:
                return uit.Klaar($"Deze persoon is al gewist, op {BureauText.Moment(at)}. Er valt niets meer te wissen.");
            case Wisvraag.AlGewist(var at):
                await KeepListAsync(cancellationToken);
                return !await store.Whole().ShredAsync(cancellationToken) ? Remains(uit) : uit.Klaar($"Deze persoon is al gewist, op {BureauText.Moment(at)}. Er valt niets meer te wissen.");
            case Wisvraag.Actief active when !opdracht.OokActief && !opdracht.Proef:
                return Refuse(active, uit);
            case Wisvraag.Actief active:
                return await CountOrEraseAsync(opdracht, active.Wie, active, uit, cancellationToken);
            case Wisvraag.Kan(var wie):
                return await CountOrEraseAsync(opdracht, wie, null, uit, cancellationToken);
            case var other:
                throw new NotSupportedException(other.GetType().Name);
        }
    }

    /// <summary>Erases without asking, and clears what the store would leave readable; also for who came back with a backup.</summary>
    /// <returns>The mark and whether the store was cleared; no mark when another erasure is under way.</returns>
    public async ValueTask<(Wismerk? Merk, bool Opgeruimd)> EraseAsync(Identiteit wie, Uitvoer uit, CancellationToken cancellationToken, Wismerk? eerder = null)
    {
        var done = await wissing.RunAsync(
            wie, Environment.UserName, () => uit.Regel("ISOP draait. Ik wacht 40 seconden tot alles daar is bijgewerkt."), cancellationToken, eerder);
        if (done is null)
        {
            return (null, false);
        }

        await KeepListAsync(cancellationToken);
        return (done, await store.Whole().ShredAsync(cancellationToken));
    }

    private static Afloop Refuse(Wisvraag.Actief active, Uitvoer uit)
    {
        uit.Fout($"Deze persoon staat nog in het register van nu, met {Count(active.Rollen, "rol", "rollen")} en {Count(active.Stages, "lopende stage", "lopende stages")}. Er is niets gewist.");
        uit.Fout("Haal de persoon eerst uit jullie bestand en lees dat in, of laat het bureau de persoon stoppen.");
        uit.Fout("Moet het nu? Met --ook-actief stopt de persoon per vandaag en wordt dan gewist.");
        return Afloop.NogActief;
    }

    private async ValueTask<Afloop> CountOrEraseAsync(
        Opdracht.PersoonWis opdracht, Identiteit wie, Wisvraag.Actief? active, Uitvoer uit, CancellationToken cancellationToken)
    {
        uit.Regel($"Dit gaat over: {(wie.Namen.Count > 0 ? string.Join(", ook ", wie.Namen.Reverse()) : "iemand die niet in het register staat")}");
        Show((await wissing.CountAsync(wie, cancellationToken)).Aantallen, "Dit gaat weg of verliest de naam:", uit);
        if (opdracht.Proef)
        {
            if (active is not null)
            {
                uit.Regel("Deze persoon staat nog in het register van nu. Wissen kan pas als de persoon stopt, of met --ook-actief.");
            }

            return uit.Klaar("Dit was een proef. Er is niets veranderd.");
        }

        if (!opdracht.Ja && Confirm(opdracht.Adres, uit) is { } refused)
        {
            return refused;
        }

        if (active is not null)
        {
            if (await registers.ChangeAsync(new RegisterChange.PersoonStopt(wie.Id), Beheerder.Naam, cancellationToken) is ChangeOutcome.Refused(var reason))
            {
                uit.Fout($"{reason} Er is niets gewist.");
                return Afloop.NogActief;
            }

            await planning.RunAsync(clock.GetUtcNow(), cancellationToken);
        }

        return await EraseAndTellAsync(wie, uit, cancellationToken);
    }

    private static Afloop? Confirm(string adres, Uitvoer uit)
    {
        if (uit.Antwoorden is not { } answers)
        {
            return uit.Weiger("Er is niemand om te bevestigen. Geef in een script --ja. Er is niets gewist.");
        }

        uit.Regel("Wissen kan niet ongedaan worden gemaakt. Typ het adres nog eens om te wissen:");
        return string.Equals(answers.ReadLine()?.Trim(), adres, StringComparison.OrdinalIgnoreCase)
            ? null
            : uit.Weiger("Dat is niet hetzelfde adres. Er is niets gewist.");
    }

    private async ValueTask<Afloop> EraseAndTellAsync(Identiteit wie, Uitvoer uit, CancellationToken cancellationToken)
    {
        var (done, shredded) = await EraseAsync(wie, uit, cancellationToken);
        if (done is null)
        {
            return uit.Weiger("Er wordt op dit moment al iemand gewist. Geef de opdracht over een minuut nog eens. Er is niets gewist.");
        }

        Show(done.Aantallen, "Gedaan:", uit);
        if (done.Klaar is null)
        {
            return uit.Halverwege("Er komt steeds iets bij over deze persoon. Het meeste is weg. Geef de opdracht over een minuut nog eens.");
        }

        Stays(uit);
        Elsewhere(uit);
        if (!shredded)
        {
            return Remains(uit);
        }

        return uit.Klaar($"Deze persoon is gewist. Kenmerk voor de administratie: {done.Id}.");
    }

    private static Afloop Remains(Uitvoer uit) => uit.Halverwege(
        "Alles is gewist, maar in het bestand van de opslag staan nog resten: ISOP was ermee bezig. Zet ISOP even uit en geef de opdracht nog eens.");

    private static void Stays(Uitvoer uit)
    {
        uit.Regel("Dit blijft, zonder naam (er staat ‘gewiste persoon’):");
        uit.Regel("  - tussenevaluaties van studenten die deze persoon begeleidde: die zijn van de student, tot 1 jaar na de stage");
        uit.Regel("  - regels over wie wanneer iets zag of veranderde, 2 jaar: daarmee verantwoordt het partnerschap zich");
        uit.Regel("  - een kenmerk (hash) van het adres, om te kunnen waarschuwen als een bestand of een backup de persoon terugbrengt");
    }

    private void Elsewhere(Uitvoer uit)
    {
        uit.Regel("Dit kan ISOP niet wissen:");
        uit.Regel("  - berichten die al in Teams of in een mailbox staan");
        uit.Regel("  - een roepnaam die iemand anders in een eigen tekst schreef");
        if (!backup.Value.HasBackup)
        {
            uit.Regel("  - backups. Zet je er een terug, wis dan daarna deze persoon nog eens. Maakt ISOP ze elke nacht? Geef de opdracht dan met --Isop:Backup=<waar>");
            return;
        }

        var last = AmsterdamTime.DateOf(clock.GetUtcNow()).AddDays(backup.Value.BackupDays + 1 + backup.Value.GoneAfterDays);
        uit.Regel($"  - backups: de laatste met deze persoon verdwijnt op {Dutch.Date(last)}. Zet je er eerder een terug, dan wist ‘restore’ de persoon opnieuw");
    }

    /// <summary>Beside the backups, because a backup of before does not know of it.</summary>
    private async ValueTask KeepListAsync(CancellationToken cancellationToken)
    {
        if (places() is { } place)
        {
            await Wislijst.AddAsync(place, await merken.AllAsync(cancellationToken), cancellationToken);
        }
    }

    private static void Show(IReadOnlyDictionary<string, int> counts, string title, Uitvoer uit)
    {
        uit.Regel(title);
        foreach (var (what, count) in counts.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            uit.Regel($"  {BureauText.Number(count).PadLeft(6)}  {what}");
        }

        if (counts.Count == 0)
        {
            uit.Regel("  niets");
        }
    }

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
