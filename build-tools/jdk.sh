# Finds the JDK for the scripts; to be sourced by bash.
needed=25
no_jdk="no JDK $needed or newer found in JAVA_HOME, the usual folders or PATH. Install one (Temurin: https://adoptium.net) or set JAVA_HOME."

major_version() { # of the JDK in folder $1, 0 if it is none
  local version=0
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  printf '%s' "${version:-0}"
}

find_jdk() {
  local home on_path
  for home in "${JAVA_HOME:-}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/*; do
    if [ -n "$home" ] && [ "$(major_version "$home")" -ge "$needed" ]; then
      printf '%s' "$home"
      return
    fi
  done
  if command -v java >/dev/null 2>&1; then
    on_path=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    if [ "$(major_version "$on_path")" -ge "$needed" ]; then
      printf '%s' "$on_path"
      return
    fi
  fi
  return 1
}
