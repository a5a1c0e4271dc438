using Azure.Storage.Queues;
using Isop.Bot.Retourmail;
using Isop.Bot.Teams;
using Isop.Bot.Web.Mailing;
using Isop.Core.Backup;
using Isop.Core.Bezorging;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Hosting;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Gezondheid;

/// <summary>One part of an installation.</summary>
/// <param name="Look">Gets the name; what it throws means that the part is not well.</param>
/// <param name="Recht">The role without which it answers 403.</param>
internal sealed record Onderdeel(string Naam, Func<string, CancellationToken, ValueTask<Bevinding>> Look, string? Recht = null)
{
    /// <summary>How long a good finding stands; any other is looked at again soon.</summary>
    public TimeSpan Houdbaar { get; init; } = Gezondheid.Kept;
}

/// <summary>What an installation is made of, and how each part is looked at.</summary>
internal sealed class Onderdelen(
    IDocumentStore store, JobRuns runs, Levenstekens tekens, Retourstanden retour, GraphBlik graph, Vervaldata vervaldata,
    Func<QueueServiceClient> queues, IOptions<IsopOptions> isop, IOptions<BackupOptions> backup, IOptions<BotOptions> bot, IOptions<MailOptions> mail,
    Ondertekening ondertekening, TimeProvider clock)
{
    /// <summary>Without a planning run for this long, cards come too late.</summary>
    public static readonly TimeSpan ClockMayStandStill = TimeSpan.FromHours(1);

    /// <summary>A night later than a day, an hour for the clock that changes and one for the work.</summary>
    public static readonly TimeSpan BackupIsLate = TimeSpan.FromHours(26);

    public static readonly TimeSpan BackupIsMissing = TimeSpan.FromDays(3);

    /// <summary>How long somebody should look at a mail that came back and belongs to no message.</summary>
    private static readonly TimeSpan UnmatchedIsNews = TimeSpan.FromDays(7);

    private static readonly Partition Probe = new("taken", "gezond");

    private readonly DateTimeOffset _started = clock.GetUtcNow();

    public Onderdeel Opslag => new("Opslag", StorageAsync, "Storage Table Data Contributor");

    public IReadOnlyList<Onderdeel> Overige =>
    [
        new("Klok", ClockAsync),
        .. isop.Value.HasQueue ? [new Onderdeel("Wachtrij", QueueAsync, "Storage Queue Data Reader")] : Array.Empty<Onderdeel>(),
        new("Reservekopie", BackupAsync),
        Heard("Teams bereikt ISOP", Levenstekens.Weg.VanTeams, bot.Value.AppId is { Length: > 0 }),
        Heard("ISOP bereikt Teams", Levenstekens.Weg.NaarTeams, bot.Value.AppId is { Length: > 0 }),
        new("Graph", graph.LookAsync),
        Heard("Mail (Graph)", Levenstekens.Weg.Mail, mail.Value.Sender is { Length: > 0 }),
        .. mail.Value.Sender is { Length: > 0 } ? [new Onderdeel("Teruggekomen mail", ReturnedAsync)] : Array.Empty<Onderdeel>(),
        new("Certificaten", (naam, _) => ValueTask.FromResult(ondertekening.Ontbreekt is { } reden
            ? new Bevinding(naam, Gezondheidsstand.LetOp, reden)
            : new Bevinding(naam, Gezondheidsstand.Goed, "Er is een sleutel om certificaten mee te ondertekenen.", clock.GetUtcNow()))),
        .. vervaldata.Onderdelen,
    ];

    private async ValueTask<Bevinding> StorageAsync(string onderdeel, CancellationToken cancellationToken)
    {
        await store.FindAsync(Probe, "proef", cancellationToken);
        return new Bevinding(onderdeel, Gezondheidsstand.Goed, "De opslag antwoordt.", clock.GetUtcNow());
    }

    private async ValueTask<Bevinding> ClockAsync(string onderdeel, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var last = await runs.LastAsync(Planningsronde.Job, cancellationToken);
        var stillSince = last?.Finished ?? _started;
        return (last, now - stillSince < ClockMayStandStill) switch
        {
            (null, true) => new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Er is nog geen planning gelopen."),
            (_, false) => new Bevinding(onderdeel, Gezondheidsstand.Fout, "De planning loopt niet: al meer dan een uur geen ronde.", last?.Finished),
            ({ Failed: > 0 }, _) => new Bevinding(
                onderdeel, Gezondheidsstand.LetOp, $"De laatste ronde liet {last.Failed} zaken liggen; de volgende probeert die weer.", last.Finished),
            _ => new Bevinding(onderdeel, Gezondheidsstand.Goed, "De planning loopt.", last!.Finished),
        };
    }

    private async ValueTask<Bevinding> QueueAsync(string onderdeel, CancellationToken cancellationToken)
    {
        var waiting = await queues().CountAsync(KickQueues.Kick, cancellationToken);
        var poison = await queues().CountAsync(KickQueues.PoisonOf(KickQueues.Kick), cancellationToken);
        return poison > 0
            ? new Bevinding(onderdeel, Gezondheidsstand.LetOp, $"{poison} berichten in de wachtrij konden niet worden gelezen.", clock.GetUtcNow())
            : new Bevinding(onderdeel, Gezondheidsstand.Goed, $"De wachtrij antwoordt; er wachten {waiting} berichten.", clock.GetUtcNow());
    }

    /// <summary>Who makes it is told by the store: in Azure that is another process than this one.</summary>
    private async ValueTask<Bevinding> BackupAsync(string onderdeel, CancellationToken cancellationToken)
    {
        var last = await runs.LastAsync(Nachtwerk.RecordOf(BackupJob.Name), cancellationToken);
        if (last is null && isop.Value.IsEmbedded && !backup.Value.HasBackup)
        {
            return new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Niet ingesteld: er wordt geen reservekopie gemaakt.");
        }

        var age = clock.GetUtcNow() - (last?.Finished ?? _started);
        return age switch
        {
            _ when age >= BackupIsMissing => new Bevinding(onderdeel, Gezondheidsstand.Fout, "Al drie dagen is er geen reservekopie gemaakt.", last?.Finished),
            _ when age >= BackupIsLate => new Bevinding(onderdeel, Gezondheidsstand.LetOp, "De laatste nacht is er geen reservekopie gemaakt.", last?.Finished),
            _ when last is null => new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Er is nog geen reservekopie gemaakt."),
            _ => new Bevinding(onderdeel, Gezondheidsstand.Goed, "De reservekopie van de laatste nacht is er.", last.Finished),
        };
    }

    /// <summary>The instance that leads looks in the mailbox; what it found is in the store.</summary>
    private async ValueTask<Bevinding> ReturnedAsync(string onderdeel, CancellationToken cancellationToken)
    {
        var stand = (await retour.ReadAsync(cancellationToken))?.Value;
        return stand switch
        {
            null => new Bevinding(onderdeel, Gezondheidsstand.Onbekend, "Er is nog niet gekeken welke mail terugkwam."),
            { Trouble: { } trouble } => new Bevinding(onderdeel, Gezondheidsstand.LetOp, trouble, stand.LookedAt),
            { LastUnmatched: { } last } when clock.GetUtcNow() - last < UnmatchedIsNews => new Bevinding(
                onderdeel, Gezondheidsstand.LetOp, "Er kwam mail terug die bij geen bericht van ISOP hoort. Kijk in de mailbox.", last),
            _ => new Bevinding(onderdeel, Gezondheidsstand.Goed, "Mail die terugkomt, wordt gelezen.", stand.LookedAt),
        };
    }

    private Onderdeel Heard(string onderdeel, Levenstekens.Weg weg, bool isSetUp) => new(onderdeel, (naam, _) => ValueTask.FromResult((tekens.Last(weg), isSetUp) switch
    {
        ({ } teken, _) => new Bevinding(naam, teken.Stand, teken.Uitleg, teken.At),
        (_, false) => new Bevinding(naam, Gezondheidsstand.Onbekend, "Niet ingesteld."),
        _ => new Bevinding(naam, Gezondheidsstand.Onbekend, "Sinds de start nog niets gebeurd."),
    }));
}
