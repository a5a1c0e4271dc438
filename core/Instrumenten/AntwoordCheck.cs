using System.Globalization;

namespace Isop.Core.Instrumenten;

public enum AntwoordFaultKind
{
    /// <summary>Nothing was answered.</summary>
    Missing,

    /// <summary>The chosen step asks for a toelichting.</summary>
    ToelichtingMissing,

    ToelichtingTooLong,

    /// <summary>The form does not ask this: an old or tampered card.</summary>
    UnknownId,

    /// <summary>The scale has no such step: an old or tampered card.</summary>
    UnknownStap,
}

/// <summary>What is wrong with one answer. <paramref name="Pagina"/> is the index of its page, or -1 when no page asks it.</summary>
/// <param name="Reden">A Dutch sentence for the person who fills in.</param>
public sealed record AntwoordFault(string Id, int Pagina, AntwoordFaultKind Kind, string Reden);

/// <summary>Whether answers may be saved, and whether a form may be handed in.</summary>
public static class AntwoordCheck
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    /// <summary>
    /// What keeps a page from being saved: an unknown criterium or step, a toelichting that is too long. Whatever is still
    /// open is no fault here. The caller keeps what was typed and shows it again.
    /// </summary>
    public static IReadOnlyList<AntwoordFault> CheckDraft(
        Instrument instrument, IReadOnlyList<Leervraag> leervragen, Antwoorden antwoorden)
    {
        var pages = Wizard.Pages(instrument, leervragen);
        return [.. pages.SelectMany(p => p.Vragen, (p, v) => antwoorden[v.Id] is { } a ? Faults(instrument, v.Id, p.Index, a) : []).SelectMany(f => f),
            .. Unknown(instrument, pages, antwoorden)];
    }

    /// <summary>What keeps a form from being handed in, in the order of the form: also what is missing.</summary>
    public static IReadOnlyList<AntwoordFault> CheckComplete(
        Instrument instrument, IReadOnlyList<Leervraag> leervragen, Antwoorden antwoorden)
    {
        var pages = Wizard.Pages(instrument, leervragen);
        return [.. pages.SelectMany(p => CheckPage(instrument, p, antwoorden)), .. Unknown(instrument, pages, antwoorden)];
    }

    /// <summary>The same for the questions of one page.</summary>
    public static IEnumerable<AntwoordFault> CheckPage(Instrument instrument, Pagina pagina, Antwoorden antwoorden)
    {
        ArgumentNullException.ThrowIfNull(pagina);
        ArgumentNullException.ThrowIfNull(antwoorden);
        foreach (var vraag in pagina.Vragen)
        {
            var antwoord = antwoorden[vraag.Id];
            if (Open(instrument, vraag, pagina.Index, antwoord) is { } open)
            {
                yield return open;
            }

            foreach (var fault in antwoord is null ? [] : Faults(instrument, vraag.Id, pagina.Index, antwoord))
            {
                yield return fault;
            }
        }
    }

    /// <summary>A criterium needs a step; a leervraag is answered by a step or by words.</summary>
    internal static bool IsAnswered(Vraag vraag, Antwoord antwoord) => antwoord.Stap is not null || (vraag.IsLeervraag && antwoord.Toelichting is not null);

    private static AntwoordFault? Open(Instrument instrument, Vraag vraag, int page, Antwoord? antwoord)
    {
        if (antwoord is null || !IsAnswered(vraag, antwoord))
        {
            return new(vraag.Id, page, AntwoordFaultKind.Missing, vraag.IsLeervraag
                ? "Kies een inschatting of schrijf iets op bij deze leervraag."
                : "Kies hier nog een inschatting.");
        }

        var stap = instrument.Schaal.FirstOrDefault(s => s.Id == antwoord.Stap);
        return stap is { ToelichtingNodig: true } && antwoord.Toelichting is null
            ? new(vraag.Id, page, AntwoordFaultKind.ToelichtingMissing, $"Je koos ‘{stap.Tekst}’. Schrijf er kort bij wat je ziet of mist.")
            : null;
    }

    /// <summary>Answers to what no page asks.</summary>
    private static IEnumerable<AntwoordFault> Unknown(Instrument instrument, IReadOnlyList<Pagina> pages, Antwoorden antwoorden)
    {
        if (antwoorden.Count == 0)
        {
            return [];
        }

        var asked = pages.SelectMany(p => p.Vragen, (_, v) => v.Id).ToHashSet();
        return antwoorden.All.Where(a => !asked.Contains(a.Key)).SelectMany(a => Faults(instrument, a.Key, -1, a.Value));
    }

    private static IEnumerable<AntwoordFault> Faults(Instrument instrument, string id, int page, Antwoord antwoord)
    {
        if (page < 0)
        {
            yield return new(id, page, AntwoordFaultKind.UnknownId, "Dit onderdeel hoort niet bij dit formulier. Open het formulier opnieuw.");
        }

        if (antwoord.Stap is { } chosen && instrument.Schaal.All(s => s.Id != chosen))
        {
            yield return new(id, page, AntwoordFaultKind.UnknownStap, "Deze inschatting kennen we niet. Kies opnieuw.");
        }

        if (antwoord.Toelichting?.Length > Antwoord.MaxToelichting)
        {
            var length = antwoord.Toelichting.Length;
            yield return new(id, page, AntwoordFaultKind.ToelichtingTooLong, string.Create(Dutch,
                $"Je toelichting heeft {length:N0} tekens. Er passen er {Antwoord.MaxToelichting:N0}. Maak de tekst {length - Antwoord.MaxToelichting:N0} tekens korter."));
        }
    }
}
