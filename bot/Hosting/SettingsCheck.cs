using Isop.Bot.Bezorging;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Hosting;

/// <summary>Looks at every setting before anything starts, so that an administrator reads all that is wrong at once, a line each.</summary>
internal static class SettingsCheck
{
    public static IReadOnlyList<string> Faults(IServiceProvider services) =>
        [.. Failures(() => services.GetService<IStartupValidator>()?.Validate()), .. Failures(() => services.GetService<IMailer>())];

    private static IEnumerable<string> Failures(Action check)
    {
        try
        {
            check();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures;
        }
        catch (AggregateException several) when (several.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures);
        }
        catch (InvalidOperationException wrong) when (wrong.InnerException is FormatException or OverflowException or ArgumentException)
        {
            // A value that cannot be read at all, such as a word where a number belongs.
            return [wrong.Message];
        }
    }
}
