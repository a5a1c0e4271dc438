using System.Security.Cryptography;
using System.Text;
using Isop.Core.Agenda;

namespace Isop.Bot.Agenda;

/// <summary>What we know of an appointment in the Outlook of who organises it.</summary>
public sealed record OutlookStand
{
    public required string Uid { get; init; }
    public Outlookstaat Staat { get; init; }

    /// <summary>The event, as long as it is there.</summary>
    public string? EventId { get; init; }

    /// <summary>The <see cref="Afspraak.Volgnummer"/> that it shows.</summary>
    public int? Volgnummer { get; init; }

    /// <summary>A hash of the description that it shows, or will when it is made: Outlook gives descriptions back in another form.</summary>
    public string? Tekst { get; init; }

    /// <summary>How often the person wanted it back after taking it out.</summary>
    public int Ronde { get; init; }

    /// <summary>Since when it is in this state (UTC).</summary>
    public required DateTimeOffset Sinds { get; init; }

    public static string TekstVan(Afspraak afspraak) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(afspraak.Omschrijving ?? "")).AsSpan(0, 8));

    /// <summary>What to do now; null when there is nothing to do. Pure.</summary>
    /// <param name="stand">What we know; null when it was never there.</param>
    /// <param name="afspraak">How it is; null when there is none any more.</param>
    /// <param name="email">The address of whose calendar it is.</param>
    /// <param name="today">What is over is not put there any more.</param>
    public static Outlookstap? Volgende(OutlookStand? stand, Afspraak? afspraak, string email, DateOnly today)
    {
        var wanted = afspraak is { Vervallen: false, Organisator: { } organisator }
            && string.Equals(organisator.Email, email, StringComparison.OrdinalIgnoreCase);
        return (wanted, stand) switch
        {
            (_, { Staat: Outlookstaat.Verdwenen }) => null,
            (true, null) => afspraak!.Datum < today ? null : Outlookstap.Zet,
            (true, { Staat: Outlookstaat.Staat }) when stand.Volgnummer >= afspraak!.Volgnummer => null,
            (true, _) => afspraak!.Datum < today && stand.EventId is null ? null : Outlookstap.Zet,
            (false, null or { Staat: Outlookstaat.Weg }) => null,
            (false, { Staat: Outlookstaat.Onderweg } or { EventId: not null }) => Outlookstap.Verwijder,
            _ => null,
        };
    }

    /// <summary>How it stands after an outcome; null when the outcome does not tell. Pure.</summary>
    internal OutlookStand? Na(GraphUitkomst uitkomst, Afspraak? afspraak, DateTimeOffset now) => uitkomst switch
    {
        GraphUitkomst.Staat there => this with
        {
            Staat = Outlookstaat.Staat, EventId = there.EventId, Volgnummer = afspraak!.Volgnummer, Tekst = TekstVan(afspraak), Sinds = now,
        },
        GraphUitkomst.Weg => this with { Staat = Outlookstaat.Weg, EventId = null, Sinds = now },
        GraphUitkomst.Verdwenen => this with { Staat = Outlookstaat.Verdwenen, EventId = null, Sinds = now },
        GraphUitkomst.GeenToegang => this with { Staat = Outlookstaat.GeenToegang, Sinds = now },
        GraphUitkomst.GeenPostbus => this with { Staat = Outlookstaat.GeenPostbus, Sinds = now },
        GraphUitkomst.Geweigerd => this with { Staat = Outlookstaat.Geweigerd, Sinds = now },
        _ => null,
    };
}

public enum Outlookstaat
{
    /// <summary>A call is under way, or its answer got lost.</summary>
    Onderweg,

    /// <summary>It is there.</summary>
    Staat,

    /// <summary>We took it out.</summary>
    Weg,

    /// <summary>Its person took it out; it comes back only when that person asks.</summary>
    Verdwenen,

    /// <summary>The mailbox is outside the group.</summary>
    GeenToegang,

    /// <summary>There is no such mailbox.</summary>
    GeenPostbus,

    /// <summary>Outlook did not take it.</summary>
    Geweigerd,
}

public enum Outlookstap
{
    Zet,
    Verwijder,
}
