using Isop.Bot.Certificaten.Bevoegdheden;
using Isop.Core.Inzage;
using Isop.Core.Register;

namespace Isop.Bot.Bureau.Logboek;

/// <summary>A line of the audit as a sentence.</summary>
internal static class LogText
{
    public static string Of(InzageRegel line, RegisterSnapshot register)
    {
        var about = line.About is { } person ? $" voor {BureauText.Name(person, register)}" : "";
        var detail = string.IsNullOrWhiteSpace(line.Detail) ? "" : $": {line.Detail}";
        return line.Soort switch
        {
            InzageSoort.RegisterToegepast => $"Bestand toegepast{detail}",
            InzageSoort.RegisterTeruggezet => $"Teruggedraaid naar {BureauText.Version(line.Detail?.Split(" → ")[^1] ?? "")}",
            InzageSoort.RegisterGewijzigd => $"Met de hand gewijzigd{about}{detail}",
            InzageSoort.KoppelingGelegd => $"Account van Teams gekoppeld{about}",
            InzageSoort.KoppelingAfgewezen => $"Koppeling van een account van Teams afgewezen{about}",
            InzageSoort.KoppelingVerbroken => $"Koppeling met Teams verbroken{about}",
            InzageSoort.VerzendingGestopt => $"Alle verzending gestopt{detail}",
            InzageSoort.VerzendingHervat => "Verzending hervat",
            InzageSoort.OpnieuwVerstuurd => $"Bericht opnieuw verstuurd{about}",
            InzageSoort.InstrumentVervangen => $"Instrument in gebruik genomen{detail}",
            InzageSoort.StageEvaluatieGewijzigd => "Stage-evaluatie opengezet, vastgehouden, verlengd of gesloten",
            InzageSoort.OpmerkingBeoordeeld => "Opmerking van een stage-evaluatie vrijgegeven of achtergehouden",
            InzageSoort.StageEvaluatieTeruggekoppeld => "Verteld wat er met de antwoorden gedaan is",
            InzageSoort.VragenlijstVervangen => $"Vragenlijst in gebruik genomen{detail}",
            InzageSoort.BevoegdheidVastgelegd => $"{BevoegdheidText.Wat(line.Detail)} vastgelegd{about}",
            InzageSoort.BevoegdheidIngetrokken => $"{BevoegdheidText.Wat(line.Detail)} ingetrokken{about}",
            InzageSoort.CertificaatGewijzigd => $"Certificaat ingetrokken, vervangen of ontdaan van de naam{about}",
            InzageSoort.EvaluatiesGelezen => "Evaluaties van een training gelezen",
            InzageSoort.WebhookGestopt => $"Webhook gestopt{about}",
            InzageSoort.KwaliteitsimpulsGewijzigd => $"Kwaliteitsimpuls {line.Detail}",
            InzageSoort.PersoonGeexporteerd => "Alle gegevens in een bestand gezet, voor de persoon zelf",
            InzageSoort.PersoonGewist => "Iemand helemaal gewist",
            _ => line.Soort.ToString(),
        };
    }
}
