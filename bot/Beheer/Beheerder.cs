using Azure;
using Isop.Bot.Bezorging;
using Isop.Bot.Development;
using Isop.Bot.Hosting;
using Isop.Bot.Retourmail;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Sleutels;
using Isop.Core.Storage;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Beheer;

/// <summary>Runs one command without a web host: the same parts as the pages use, on the same store.</summary>
internal static class Beheerder
{
    /// <summary>Who acts, as the audit writes it.</summary>
    public const string Naam = "beheerder";

    /// <param name="opdracht">What to do.</param>
    /// <param name="uit">For what was done.</param>
    /// <param name="fouten">For what is wrong.</param>
    /// <param name="clock">Another clock than the computer's.</param>
    /// <param name="antwoorden">Where somebody types an answer; null when nobody is there.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The exit code, see <see cref="Afloop"/>.</returns>
    public static async Task<int> RunAsync(
        Opdracht opdracht, TextWriter uit, TextWriter fouten, TimeProvider? clock = null, TextReader? antwoorden = null,
        CancellationToken cancellationToken = default)
    {
        var uitvoer = new Uitvoer(uit, fouten) { Antwoorden = antwoorden };
        return (int)(opdracht switch
        {
            Opdracht.Help => uitvoer.Klaar(Hulptekst.Tekst()),
            Opdracht.Onleesbaar(var reason) => Misread(reason, uitvoer),
            _ => await GuardAsync(opdracht, uitvoer, clock, cancellationToken),
        });
    }

    /// <summary>Says what is wrong with the settings, a line each; the exit code.</summary>
    public static int Refuse(IEnumerable<string> faults, TextWriter uit, TextWriter fouten) => (int)Refuse(faults, new Uitvoer(uit, fouten));

    private static Afloop Refuse(IEnumerable<string> faults, Uitvoer uit)
    {
        foreach (var fault in faults)
        {
            uit.Fout($"Een instelling klopt niet: {fault}");
        }

        return Afloop.InstellingKloptNiet;
    }

    private static Afloop Misread(string reason, Uitvoer uit)
    {
        uit.Fout(reason);
        uit.Fout("Kijk met: Isop.Bot --help");
        return Afloop.VerkeerdGebruik;
    }

    private static async Task<Afloop> GuardAsync(Opdracht opdracht, Uitvoer uit, TimeProvider? clock, CancellationToken cancellationToken)
    {
        try
        {
            return await ActAsync(opdracht, uit, clock, cancellationToken);
        }
        catch (StorageUnavailableException trouble)
        {
            uit.Fout($"De opslag is niet bereikbaar: {trouble.Message}");
            return Afloop.OpslagOnbereikbaar;
        }
        catch (RequestFailedException trouble)
        {
            // While a backup was read, which is opened first and read as it is needed.
            uit.Fout($"De opslag is niet bereikbaar: antwoord {trouble.Status} {trouble.ErrorCode}.");
            return Afloop.OpslagOnbereikbaar;
        }
        catch (KeyVaultUnavailableException trouble)
        {
            uit.Fout($"De sleutel in de kluis is niet te gebruiken: {trouble.Message}");
            return Afloop.OpslagOnbereikbaar;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return uit.Weiger($"Een bestand kan niet worden gelezen of geschreven: {trouble.Message}");
        }
        catch (OptionsValidationException wrong)
        {
            return Refuse(wrong.Failures, uit);
        }
#pragma warning disable CA1031 // The boundary of a command.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            uit.Fout($"Dit is een fout in ISOP: {fault}");
            return Afloop.OnverwachteFout;
        }
    }

    private static async Task<Afloop> ActAsync(Opdracht opdracht, Uitvoer uit, TimeProvider? clock, CancellationToken cancellationToken)
    {
        await using var services = Build(opdracht.Instellingen, clock);
        if (services.GetService<Klok>() is { } klok)
        {
            await klok.LoadAsync(cancellationToken);
        }

        return opdracht switch
        {
            Opdracht.Import o => await services.GetRequiredService<ImportCommand>().RunAsync(o, uit, cancellationToken),
            Opdracht.Status o => await services.GetRequiredService<StatusCommand>().RunAsync(o, uit, cancellationToken),
            Opdracht.Resend o => await services.GetRequiredService<ResendCommand>().RunAsync(o, uit, cancellationToken),
            Opdracht.PersoonExport o => await services.GetRequiredService<PersoonCommand>().RunAsync(o, uit, cancellationToken),
            Opdracht.PersoonWis o => await services.GetRequiredService<WisCommand>().RunAsync(o, uit, cancellationToken),
            Opdracht.Backup o => await services.GetRequiredService<BackupCommand>().RunAsync(o, uit, cancellationToken),
            Opdracht.Restore o => await services.GetRequiredService<RestoreCommand>().RunAsync(o, uit, cancellationToken),
            Opdracht.SleutelVernieuw o => await services.GetRequiredService<SleutelCommand>().RunAsync(o, uit, cancellationToken),
            _ => throw new NotSupportedException(opdracht.GetType().Name),
        };
    }

    private static ServiceProvider Build(IReadOnlyList<string> settings, TimeProvider? clock)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. settings],
            // The web host listens to both names; a command must not work on other settings than the server.
            EnvironmentName = settings.Any(s => s.StartsWith("--environment=", StringComparison.OrdinalIgnoreCase))
                ? null
                : Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddState();
        builder.AddKlok();
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        builder.AddBezorging();
        builder.Services.AddTussenevaluaties();
        builder.Services.AddSingleton<ImportCommand>().AddSingleton<Retourstanden>().AddSingleton<StatusCommand>().AddSingleton<ResendCommand>()
            .AddSingleton<PersoonCommand>().AddSingleton<WisCommand>()
            .AddSingleton<BackupCommand>().AddSingleton<RestoreCommand>().AddSingleton<SleutelCommand>();
        return builder.Services.BuildServiceProvider();
    }
}
