using System.Globalization;

namespace Isop.Core.Register;

/// <summary>The rules of changes by hand: pure but for <c>newId</c>, which draws the id of a new person.</summary>
public static class RegisterChanges
{
    public static ChangeDecision Decide(RegisterSnapshot register, RegisterChange change, Func<PersonId> newId, DateOnly today) => change switch
    {
        RegisterChange.AndereWerkplekbegeleiders c => Decide(register, c, today),
        RegisterChange.AndereOpleider c => Decide(register, c, today),
        RegisterChange.AndereOrganisatie c => Decide(register, c, today),
        RegisterChange.StageStopt c => Decide(register, c, today),
        RegisterChange.AnderAdres c => Decide(register, c),
        RegisterChange.NieuweWerkplekbegeleider c => Decide(register, c, newId, today),
        RegisterChange.PersoonStopt c => RegisterDepartures.Decide(register, c.Person, today),
        _ => throw new NotSupportedException(change.GetType().Name),
    };

    private static ChangeDecision Decide(RegisterSnapshot register, RegisterChange.AndereWerkplekbegeleiders c, DateOnly today)
    {
        if (Ongoing(register, c.Stage, today, out var stage) is { } refused)
        {
            return refused;
        }

        if (CheckBegeleiders(register, c.Werkplekbegeleiders) is { } unfit)
        {
            return unfit;
        }

        if (stage.Werkplekbegeleiders.SequenceEqual(c.Werkplekbegeleiders))
        {
            return new ChangeDecision.Unchanged();
        }

        if (c.Vanaf <= today || c.Vanaf <= stage.Van)
        {
            return With(register, stage, stage with { Werkplekbegeleiders = c.Werkplekbegeleiders }, "werkplekbegeleiders");
        }

        if (!StandsOn(stage, c.Vanaf))
        {
            return new ChangeDecision.Refused("Op die dag loopt deze stage niet meer.");
        }

        var id = IdFrom(register, stage, stage.Organisatie, c.Vanaf);
        var next = stage with { Id = id, Werkplekbegeleiders = c.Werkplekbegeleiders, Van = c.Vanaf, VervolgVan = stage.Id };
        return With(register, stage, stage with { Tot = c.Vanaf.AddDays(-1), Beeindigd = null }, "werkplekbegeleiders", next);
    }

    private static ChangeDecision Decide(RegisterSnapshot register, RegisterChange.AndereOpleider c, DateOnly today)
    {
        if (Ongoing(register, c.Stage, today, out var stage) is { } refused)
        {
            return refused;
        }

        if (c.Opleider is { } opleider && !IsProfessional(register, opleider))
        {
            return new ChangeDecision.Refused("Deze opleider staat niet in het register.");
        }

        return stage.Opleider == c.Opleider
            ? new ChangeDecision.Unchanged()
            : With(register, stage, stage with { Opleider = c.Opleider }, "opleider");
    }

    private static ChangeDecision Decide(RegisterSnapshot register, RegisterChange.AndereOrganisatie c, DateOnly today)
    {
        if (Ongoing(register, c.Stage, today, out var stage) is { } refused)
        {
            return refused;
        }

        if (CheckBegeleiders(register, c.Werkplekbegeleiders) is { } unfit)
        {
            return unfit;
        }

        string? reason = c switch
        {
            _ when register.FindOrganisatie(c.Organisatie) is null => "Deze organisatie staat niet in het register.",
            _ when c.Organisatie == stage.Organisatie => "De student loopt al stage bij deze organisatie.",
            _ when c.Opleider is { } opleider && !IsProfessional(register, opleider) => "Deze opleider staat niet in het register.",
            _ when !StandsOn(stage, c.Vanaf) => "Op die dag loopt deze stage niet.",
            _ when register.FindStage(IdFrom(register, stage, c.Organisatie, c.Vanaf)) is { Beeindigd: null } => "De student heeft die stage al.",
            _ when string.IsNullOrWhiteSpace(c.Groep) || c.Groep.Length > 100 => "Vul de groep in, met niet meer dan 100 tekens.",
            _ when c.Dagen.Count == 0 || c.Dagen.Any(d => d is DayOfWeek.Saturday or DayOfWeek.Sunday) => "Kies een of meer stagedagen, van maandag tot en met vrijdag.",
            _ => null,
        };
        if (reason is not null)
        {
            return new ChangeDecision.Refused(reason);
        }

        var next = stage with
        {
            Id = IdFrom(register, stage, c.Organisatie, c.Vanaf),
            Organisatie = c.Organisatie, Groep = RegisterTableBuilder.Tidy(c.Groep), Werkplekbegeleiders = c.Werkplekbegeleiders,
            Opleider = c.Opleider, Van = c.Vanaf, Beeindigd = null, Dagen = [.. c.Dagen.Distinct().Order()], VervolgVan = stage.Id,
        };
        return With(register, stage, stage with { Beeindigd = c.Vanaf }, "organisatie", next);
    }

    private static ChangeDecision Decide(RegisterSnapshot register, RegisterChange.StageStopt c, DateOnly today)
    {
        if (register.FindStage(c.Stage) is { } ended && ended.Beeindigd == c.Per)
        {
            return new ChangeDecision.Unchanged();
        }

        if (Ongoing(register, c.Stage, today, out var stage) is { } refused)
        {
            return refused;
        }

        return c.Per > stage.Tot
            ? new ChangeDecision.Refused("Op die dag is deze stage al voorbij.")
            : With(register, stage, stage with { Beeindigd = c.Per }, "stopt");
    }

    private static ChangeDecision Decide(RegisterSnapshot register, RegisterChange.AnderAdres c)
    {
        var email = RegisterTableBuilder.Tidy(c.Email);
        if (register.Find(c.Person) is not { Beeindigd: null } person)
        {
            return new ChangeDecision.Refused("Deze persoon staat niet in het register.");
        }

        if (!RowFields.IsEmail(email))
        {
            return new ChangeDecision.Refused("Dit is geen e-mailadres. Een adres ziet eruit als naam@organisatie.nl.");
        }

        if (register.FindByEmail(email) is { } owner && owner.Id != person.Id)
        {
            return new ChangeDecision.Refused("Dit adres is al van iemand anders in het register.");
        }

        return person.Email == email
            ? new ChangeDecision.Unchanged()
            : new ChangeDecision.Change(register.Data with
            {
                Personen = [.. register.Data.Personen.Select(p => p.Id == person.Id ? p.WithAddress(email) : p)],
            }, person.Id, "adres");
    }

    private static ChangeDecision Decide(
        RegisterSnapshot register, RegisterChange.NieuweWerkplekbegeleider c, Func<PersonId> newId, DateOnly today)
    {
        var (email, naam, roepnaam) = (RegisterTableBuilder.Tidy(c.Email), RegisterTableBuilder.Tidy(c.Naam), RegisterTableBuilder.Tidy(c.Roepnaam));
        string? reason = c switch
        {
            _ when !RowFields.IsEmail(email) => "Dit is geen e-mailadres. Een adres ziet eruit als naam@organisatie.nl.",
            _ when register.FindByEmail(email) is not null => "Dit adres is al van iemand in het register.",
            _ when naam.Length is 0 or > 200 || roepnaam.Length is 0 or > 200 => "Vul de naam en de roepnaam in.",
            _ when c.Telefoon?.Length > 40 => "Dit telefoonnummer is te lang.",
            _ when register.FindOrganisatie(c.Organisatie) is null => "Deze organisatie staat niet in het register.",
            _ => null,
        };
        if (reason is not null)
        {
            return new ChangeDecision.Refused(reason);
        }

        var person = new Persoon
        {
            Id = newId(), Email = email, Naam = naam, Roepnaam = roepnaam, Bron = RegisterWords.Bureau,
            Telefoon = string.IsNullOrWhiteSpace(c.Telefoon) ? null : RegisterTableBuilder.Tidy(c.Telefoon),
        };
        var rol = new Rol(person.Id, RolSoort.Werkplekbegeleider, c.Organisatie, register.FindOrganisatie(c.Organisatie)!.Bestuur, today, null);
        return new ChangeDecision.Change(
            register.Data with { Personen = [.. register.Data.Personen, person], Rollen = [.. register.Data.Rollen, rol] },
            person.Id, $"nieuwe werkplekbegeleider bij {c.Organisatie}");
    }

    private static ChangeDecision.Refused? Ongoing(RegisterSnapshot register, string id, DateOnly today, out Stage stage)
    {
        var found = register.FindStage(id);
        stage = found!;
        return found switch
        {
            null => new ChangeDecision.Refused("Deze stage staat niet in het register."),
            _ when found.IsOngoing(today) => null,
            { Beeindigd: not null } => new ChangeDecision.Refused("Deze stage is al gestopt."),
            _ => new ChangeDecision.Refused("Deze stage is al voorbij."),
        };
    }

    private static string IdFrom(RegisterSnapshot register, Stage stage, string organisatie, DateOnly vanaf) =>
        Stage.IdOf(register.FindStudent(stage.Student)!.Studentnummer, organisatie, vanaf);

    private static bool StandsOn(Stage stage, DateOnly day) => stage.Van <= day && day <= stage.Tot && (stage.Beeindigd is null || day < stage.Beeindigd);

    private static ChangeDecision.Refused? CheckBegeleiders(RegisterSnapshot register, IReadOnlyList<PersonId> people) =>
        people.Count is < 1 or > 2 || people.Distinct().Count() < people.Count
            ? new ChangeDecision.Refused("Een stage heeft een of twee verschillende werkplekbegeleiders.")
            : people.All(p => IsProfessional(register, p)) ? null : new ChangeDecision.Refused("Deze werkplekbegeleider staat niet in het register.");

    private static bool IsProfessional(RegisterSnapshot register, PersonId person) =>
        register.Find(person) is { Beeindigd: null } && register.FindStudent(person) is null;

    private static ChangeDecision.Change With(RegisterSnapshot register, Stage was, Stage becomes, string what, Stage? next = null)
    {
        // A stage that stood there before and was stopped comes back under its own id.
        var stages = register.Data.Stages.Where(s => s.Id != next?.Id).Select(s => s.Id == was.Id ? becomes : s);
        return new ChangeDecision.Change(
            register.Data with { Stages = next is null ? [.. stages] : [.. stages, next] },
            was.Student, string.Create(CultureInfo.InvariantCulture, $"{what} van stage {was.Id}"));
    }
}
