using Isop.Core.Register;

namespace Isop.Core.Begeleidingsteam;

/// <summary>Somebody who guides a student, and as what: "mentor", "studiecoach".</summary>
public sealed record Teamlid(string Rol, PersonId Persoon);

/// <summary>Who guides a student during a stage, as the register has it now (opleidingsplan Tabel 4). Pure.</summary>
public static class Team
{
    /// <summary>
    /// The people nearest to the student first: werkplekbegeleiders, opleider, studiecoach or slb'er and mwb-er, leerteambegeleider. Nobody
    /// twice for the same, and nobody who was ended.
    /// </summary>
    public static IReadOnlyList<Teamlid> Of(RegisterSnapshot register, Stage stage)
    {
        if (register.FindStudent(stage.Student) is not { } student)
        {
            return [];
        }

        var locations = new[] { stage.Organisatie, register.FindOrganisatie(stage.Organisatie)?.Koppel }.OfType<string>().ToList();
        var leerteams = locations.SelectMany(register.LeerteamsAt).Select(l => l.Begeleider);
        return
        [
            .. stage.Werkplekbegeleiders.Select(p => new Teamlid(Werkplekbegeleider(student.Opleiding), p))
                .Concat(stage.Opleider is { } opleider ? [new Teamlid(Opleider(register, stage), opleider)] : Array.Empty<Teamlid>())
                .Concat(student.Studiecoach is { } coach ? [new Teamlid(student.Opleiding.IsMbo ? "studieloopbaanbegeleider" : "studiecoach", coach)] : Array.Empty<Teamlid>())
                .Concat(student.Mwb is { } mwb ? [new Teamlid("methodisch werkplekbegeleider", mwb)] : Array.Empty<Teamlid>())
                .Concat(leerteams.Select(p => new Teamlid("leerteambegeleider", p)))
                .Where(l => register.Find(l.Persoon) is { Beeindigd: null }).Distinct(),
        ];
    }

    /// <summary>The stage a student is in on a day, else the one that begins first, else none.</summary>
    public static Stage? StageVan(RegisterSnapshot register, PersonId student, DateOnly today)
    {
        var stages = register.StagesOf(student).Where(s => s.IsOngoing(today)).OrderBy(s => s.Van).ToList();
        return stages.Find(s => s.Runs(today)) ?? stages.FirstOrDefault();
    }

    private static string Werkplekbegeleider(Opleiding opleiding) => opleiding switch
    {
        { IsPabo: true } => "mentor",
        { IsAd: true } => "praktijkbegeleider",
        { IsMbo: true } => "praktijkopleider",
        _ => "werkplekbegeleider",
    };

    private static string Opleider(RegisterSnapshot register, Stage stage) =>
        register.FindOrganisatie(stage.Organisatie) is { Soort: SoortOrganisatie.Kinderopvang } ? "opleider" : "schoolopleider";
}
