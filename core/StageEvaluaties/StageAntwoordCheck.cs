using System.Globalization;

namespace Isop.Core.StageEvaluaties;

public enum StageAntwoordFaultKind
{
    /// <summary>No step and no words at all.</summary>
    Leeg,

    /// <summary>The list does not ask this: an old or tampered page.</summary>
    UnknownId,

    /// <summary>Not 1 to 5: a tampered page.</summary>
    UnknownStap,

    TekstTooLong,
}

/// <summary>What is wrong with one answer, or with all of them when <paramref name="Id"/> is empty.</summary>
/// <param name="Id">Of the stelling or the open vraag.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Reden">A Dutch sentence for the student, which names the question.</param>
public sealed record StageAntwoordFault(string Id, StageAntwoordFaultKind Kind, string Reden);

/// <summary>Whether answers may be sent. The caller keeps what was chosen and typed and shows it again.</summary>
public static class StageAntwoordCheck
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    /// <summary>What keeps the answers from being sent, in the order of the form; empty when they can be.</summary>
    public static IReadOnlyList<StageAntwoordFault> Check(Vragenlijst vragenlijst, StageAntwoorden antwoorden)
    {
        ArgumentNullException.ThrowIfNull(vragenlijst);
        ArgumentNullException.ThrowIfNull(antwoorden);
        if (antwoorden.IsLeeg)
        {
            return [new("", StageAntwoordFaultKind.Leeg, "Je hebt nog niets ingevuld. Kies bij minstens één stelling een antwoord, of schrijf iets op.")];
        }

        return
        [
            .. vragenlijst.Stellingen().Where(s => antwoorden.Stap(s.Id) is < 1 or > Vragenlijst.AantalStappen)
                .Select(s => new StageAntwoordFault(s.Id, StageAntwoordFaultKind.UnknownStap,
                    $"Kies bij ‘{s.Tekst}’ een van de {Vragenlijst.AantalStappen} antwoorden, of ‘geen mening’.")),
            .. vragenlijst.OpenVragen.Where(v => antwoorden.Tekst(v.Id)?.Length > OpenVraag.MaxTekens)
                .Select(v => new StageAntwoordFault(v.Id, StageAntwoordFaultKind.TekstTooLong, TooLong(v, antwoorden.Tekst(v.Id)!.Length))),
            .. Unknown(vragenlijst, antwoorden).Select(id => new StageAntwoordFault(id, StageAntwoordFaultKind.UnknownId,
                $"De vraag ‘{Shorten(id)}’ hoort niet bij deze vragenlijst. Open de vragenlijst opnieuw met de knop in je bericht.")),
        ];
    }

    private static string TooLong(OpenVraag vraag, int length)
    {
        var over = length - OpenVraag.MaxTekens;
        return string.Create(Dutch, $"Je antwoord op ‘{vraag.Tekst}’ heeft {length:N0} tekens. Er passen er {OpenVraag.MaxTekens}. ")
            + string.Create(Dutch, $"Maak de tekst {over:N0} {(over == 1 ? "teken" : "tekens")} korter.");
    }

    private static IEnumerable<string> Unknown(Vragenlijst vragenlijst, StageAntwoorden antwoorden)
    {
        var stellingen = vragenlijst.Stellingen().Select(s => s.Id).ToHashSet();
        var open = vragenlijst.OpenVragen.Select(v => v.Id).ToHashSet();
        return antwoorden.Stappen.Select(a => a.Key).Where(id => !stellingen.Contains(id))
            .Concat(antwoorden.Teksten.Select(a => a.Key).Where(id => !open.Contains(id)));
    }

    private static string Shorten(string id) => id.Length <= 40 ? id : id[..40] + "…";
}
